import { plainFigures, type Parsed } from "@/shared/values";

/** A daily rate in parts per million as percent: 500 → 0.05%. Exact. */
export function rateText(ppm: number): string {
  const whole = Math.floor(ppm / 10_000);
  const rest = String(ppm % 10_000).padStart(4, "0").replace(/0+$/, "");
  return rest === "" ? String(whole) : `${whole}.${rest}`;
}

/** Percent as typed to parts per million: 0.05 → 500. No floating point on the way. */
export function parseRate(text: string): Parsed<number> {
  const match = /^(\d{1,3})(?:\.(\d*))?$/.exec(plainFigures(text).replace(/[%％]$/, ""));
  if (match === null) return { ok: false, message: "请填百分数，例如 0.1" };
  const [, whole = "", rest = ""] = match;
  if (rest.length > 4) return { ok: false, message: "日折旧率最多四位小数" };
  const ppm = Number(whole) * 10_000 + Number(rest.padEnd(4, "0"));
  return ppm > 1_000_000 ? { ok: false, message: "日折旧率不能超过 100%" } : { ok: true, value: ppm };
}

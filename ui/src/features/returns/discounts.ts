import type { Bearer } from "@/bridge";
import { fenToText, parseYuan } from "@/shared/values";

/** Who bears a discount, in the order of the form. */
export const BEARERS: readonly { value: Bearer; label: string }[] = [
  { value: "shop", label: "商家承担" },
  { value: "platform", label: "平台承担" },
  { value: "points", label: "积分抵扣" },
  { value: "red_packet", label: "红包、购物金" },
];

/** A discount as it is typed. */
export interface TypedDiscount {
  label: string;
  bearer: Bearer;
  yuan: string;
}

export const EMPTY: TypedDiscount = { label: "", bearer: "shop", yuan: "" };

/** What is stored, as a person types it. */
export function typedDiscounts(stored: unknown): TypedDiscount[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: Partial<{ label: string; bearer: Bearer; amount_fen: number }> | null) =>
    typeof one?.label === "string" && typeof one.amount_fen === "number" ? [{ label: one.label, bearer: one.bearer ?? "shop", yuan: fenToText(one.amount_fen) }] : [],
  );
}

/** What is sent, or the words of what is wrong. Rows without anything in them are left out; none at all takes the sheet's. */
export function readDiscounts(typed: readonly TypedDiscount[]): { value: unknown[] | null } | { wrong: string } {
  const filled = typed.filter(({ label, yuan }) => label.trim() !== "" || yuan.trim() !== "");
  const value: unknown[] = [];
  for (const { label, bearer, yuan } of filled) {
    const parsed = parseYuan(yuan);
    if (label.trim() === "") return { wrong: "每项优惠都要有名称，如 满300减30" };
    if (!parsed.ok || parsed.value <= 0) return { wrong: `“${label.trim()}”的金额要大于 0，最多两位小数` };
    value.push({ label: label.trim(), bearer, amount_fen: parsed.value, lines: [] });
  }
  return { value: value.length === 0 ? null : value };
}

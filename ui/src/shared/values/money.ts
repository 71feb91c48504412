/** Fen as ¥1,234.50; a negative sum has its sign in front: -¥3.00. */
export function formatFen(fen: number): string {
  const whole = Math.trunc(Math.abs(fen));
  const yuan = Math.floor(whole / 100).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0 ? "-" : ""}¥${yuan}.${String(whole % 100).padStart(2, "0")}`;
}

/** Fen as typed in a field: 1234.50 */
export function fenToText(fen: number): string {
  return formatFen(fen).replace(/[¥,]/g, "");
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string };

/** Full-width figures and signs, as an input method leaves them, become plain ones; blanks go. */
export function plainFigures(text: string): string {
  return text
    .replace(/[０-９．，－]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[。]/g, ".")
    .replace(/[\s\u3000]/g, "");
}

const LARGEST_YUAN_DIGITS = 12;

/** Yuan as typed (1,234.5, ￥12, 12元) to fen. Exact: no floating point on the way. */
export function parseYuan(text: string): Parsed<number> {
  const plain = plainFigures(text).replace(/^(-?)[¥￥]/, "$1").replace(/元$/, "").replace(/,/g, "");
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain);
  if (match === null) return { ok: false, message: "请填金额，例如 1234.50" };
  const [, sign = "", yuan = "", cents = ""] = match;
  if (cents.length > 2) return { ok: false, message: "金额最多两位小数" };
  if (yuan.replace(/^0+/, "").length > LARGEST_YUAN_DIGITS) return { ok: false, message: "金额太大，请核对" };
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, "0"));
  return { ok: true, value: sign === "-" && fen !== 0 ? -fen : fen };
}

import type { RefusedRow } from "@/bridge";

const MARK = "\uFEFF";
const FORMULA = /^[ \u3000\u00a0]*[=+\-@＝＋－＠\t\r\n]/;

/** A cell for a spreadsheet: never a formula, quoted where it must be. */
function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The refused rows as CSV: UTF-8 with a mark, so that Excel opens it without garbling. */
export function refusedCsv(rows: readonly RefusedRow[]): string {
  const lines = [["文件中的行", "列", "原因"], ...rows.map(({ row, column, reason }) => [String(row), column === "" ? "整行" : column, reason])];
  return MARK + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

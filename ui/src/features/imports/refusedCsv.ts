import type { RefusedRow } from "@/bridge";

const MARK = "\uFEFF";
const FORMULA = /^[ \u3000\u00a0]*[=+\-@＝＋－＠\t\r\n]/;

/** Never a formula: what looks like one gets an apostrophe in front. */
const guarded = (text: string) => (FORMULA.test(text) ? `'${text}` : text);

/** A cell of a CSV file, quoted where it must be. */
function cell(text: string): string {
  const plain = guarded(text);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function linesOf(rows: readonly RefusedRow[]): string[][] {
  return [["文件中的行", "列", "原因"], ...rows.map(({ row, column, reason }) => [String(row), column === "" ? "整行" : column, reason])];
}

/** The refused rows for the clipboard: cells between tabs, as every spreadsheet takes them. */
export function refusedText(rows: readonly RefusedRow[]): string {
  return linesOf(rows).map((line) => line.map((text) => guarded(text.replace(/\s+/g, " "))).join("\t")).join("\n");
}

/** The refused rows as CSV: UTF-8 with a mark, so that Excel opens it without garbling. */
export function refusedCsv(rows: readonly RefusedRow[]): string {
  return MARK + linesOf(rows).map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

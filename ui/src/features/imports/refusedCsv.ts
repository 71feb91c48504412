import type { RefusedRow } from "@/bridge";
import { csvOf, guarded } from "@/shared/csv";

function linesOf(rows: readonly RefusedRow[]): string[][] {
  return [["文件中的行", "列", "原因"], ...rows.map(({ row, column, reason }) => [String(row), column === "" ? "整行" : column, reason])];
}

/** The refused rows for the clipboard: cells between tabs, as every spreadsheet takes them. */
export function refusedText(rows: readonly RefusedRow[]): string {
  return linesOf(rows).map((line) => line.map((text) => guarded(text.replace(/\s+/g, " "))).join("\t")).join("\n");
}

/** The refused rows as CSV. */
export const refusedCsv = (rows: readonly RefusedRow[]): string => csvOf(linesOf(rows));

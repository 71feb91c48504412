import type { BulkRow } from "@/bridge";
import { csvOf } from "@/shared/csv";

/** What was not done, and why, for a spreadsheet. */
export function refusedCsv(rows: readonly BulkRow[]): string {
  return csvOf([["单号", "原因"], ...rows.filter((row) => !row.ok).map((row) => [row.number, row.message ?? ""])]);
}

/** The reasons, each once, with how many cases have it: the commonest first. */
export function reasons(rows: readonly BulkRow[]): { why: string; numbers: string[] }[] {
  const found = new Map<string, string[]>();
  for (const row of rows.filter((one) => !one.ok)) {
    const why = row.message ?? "没有说明原因";
    found.set(why, [...(found.get(why) ?? []), row.number === "" ? "（查不到的单）" : row.number]);
  }
  return [...found].map(([why, numbers]) => ({ why, numbers })).sort((one, other) => other.numbers.length - one.numbers.length);
}

import type { Only, PromiseRow } from "@/bridge";
import { rowsPath } from "@/shared/record";

/** Calendar days, both included; empty for no bound. */
export interface Period {
  from: string;
  to: string;
}

/** States of a breach that is still to be paid for. */
export const OWED = ["broken", "paying"];

/** 98.76%: the core rounds down, so that nothing is shown better than it is. */
export function rateText(rate: number | null): string {
  return rate === null ? "—" : `${(rate / 100).toFixed(2)}%`;
}

const within = (field: string, { from, to }: Period): Only[] =>
  from === "" && to === "" ? [] : [{ field, ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) }];

/** The orders behind a count of the board. */
export function ordersOf(promise: string, period: Period, states: readonly string[], more: readonly Only[] = []): string {
  return rowsPath("fulfilment", [{ field: "promise_id", is: [promise] }, ...within("started_at", period), { field: "state", is: [...states] }, ...more]);
}

/** The breaches behind a sum of the board: what is owed is owed whatever the period, what was paid was paid in it. */
export function breachesOf(promise: string, what: "owed" | "paid", period: Period): string {
  const of = { field: "promise_id", is: [promise] };
  return what === "owed"
    ? rowsPath("breach", [of, { field: "state", is: OWED }])
    : rowsPath("breach", [of, { field: "state", is: ["paid"] }, ...within("paid_on", period)]);
}

/** Sums over the board, for the line above it. */
export function addUp(rows: readonly PromiseRow[]) {
  const sum = (of: (row: PromiseRow) => number) => rows.reduce((all, row) => all + of(row), 0);
  return { published: rows.filter(({ state }) => state === "published").length, owedCases: sum((row) => row.owed_cases), owedFen: sum((row) => row.owed_fen), over: rows.filter((row) => row.over_promised).length };
}

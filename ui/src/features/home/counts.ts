import type { StateCount } from "@/bridge";

export interface Sums {
  /** States in which something is expected, with at least one case. */
  open: StateCount[];
  total: number;
  late: number;
}

export function addUp(counts: readonly StateCount[]): Sums {
  const open = counts.filter(({ ended, count }) => !ended && count > 0);
  const sum = (of: (one: StateCount) => number) => open.reduce((all, one) => all + of(one), 0);
  return { open, total: sum((one) => one.count), late: sum((one) => one.late) };
}

/** The address of the rows behind a figure. */
export function listOf({ state, late = false }: { state?: string; late?: boolean }): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set("state", state);
  if (late) query.set("late", "1");
  const text = query.toString();
  return text === "" ? "/cases" : `/cases?${text}`;
}

import type { ViewCount } from "@/bridge";

/** One's own queue: what the workbench opens with. */
export const MINE = "mine";
/** Views that say something is overdue. */
const URGENT = new Set(["late", "owed"]);

export const isUrgent = (view: ViewCount): boolean => URGENT.has(view.name) && view.count > 0;

export const countOf = (views: readonly ViewCount[], name: string): number => views.find((view) => view.name === name)?.count ?? 0;

/** What an empty view is called. */
export function nothingIn(view: ViewCount | undefined): string {
  if (view === undefined || view.name === MINE) return "手上没有在办的售后单";
  return `“${view.label}”里没有售后单`;
}

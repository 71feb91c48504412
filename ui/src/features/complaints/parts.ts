import type { CaseView, ListRow, RelatedGroup } from "@/bridge";

/** The parts of a complaint of one kind, in the order in which they were made. */
export function partsOf({ related }: CaseView, kind: string): { group: RelatedGroup | undefined; rows: readonly ListRow[] } {
  const group = related.find((one) => one.kind === kind && one.field === "case_id");
  return { group, rows: [...(group?.rows ?? [])].sort((a, b) => Number(a.values.created_ms ?? 0) - Number(b.values.created_ms ?? 0)) };
}

/** One round: the versions that were worked out in it. */
export interface Round {
  number: number;
  plans: readonly ListRow[];
}

/** The rounds, the latest first; within a round by version. A round in which nothing is planned yet stands there empty. */
export function roundsOf(plans: readonly ListRow[], current: number): Round[] {
  const numbers = new Set([...plans.map(({ values }) => Number(values.round)), ...(current > 1 || plans.length > 0 ? [current] : [])]);
  const edition = (row: ListRow) => Number(row.values.edition);
  return [...numbers].sort((a, b) => b - a).map((number) => ({
    number,
    plans: plans.filter(({ values }) => Number(values.round) === number).sort((a, b) => edition(a) - edition(b)),
  }));
}

/** How a round ended for the consumer; empty while it is open. Another round follows only when they were not satisfied. */
export function answerOf(round: number, complaint: Record<string, unknown>): string {
  if (round < Number(complaint.round ?? 1)) return "消费者不满意";
  return complaint.satisfied === true ? "消费者满意" : "";
}

/** One line of the checklist of an investigation. */
export interface Check {
  label: string;
  done: boolean;
}

const REPORT_PARTS: readonly [string, string][] = [
  ["order_check", "订单核对"], ["talks", "部门沟通"], ["evidence_check", "证据核实"], ["findings", "查明的事实"], ["responsible", "责任方"],
];

/** The parts of the report that there must be. */
export const reportChecks = (report: ListRow | undefined): Check[] =>
  REPORT_PARTS.map(([name, label]) => ({ label, done: (report?.values[name] ?? null) !== null }));

/** How many of the parts are in a state. */
export const inState = (rows: readonly ListRow[], state: string): number => rows.filter(({ values }) => values.state === state).length;

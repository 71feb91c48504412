import type { RefundRow, RefundTable } from "@/bridge";

/** One line of the sum. */
export interface SumRow {
  label: string;
  fen: number;
}

/** Goods + freight − deductions, and what a manager changed: the rows add up to what is paid back. */
export function sumRows(table: RefundTable, decided: number | null): SumRow[] {
  const off = table.deductions.map(({ label, taken_fen }) => ({ label: `减：${label}`, fen: -taken_fen }));
  const parts = [{ label: "商品", fen: table.goods_fen }, { label: "首次运费", fen: table.freight_fen }, ...off];
  const capped = table.refund_fen - total(parts);
  const computed = capped === 0 ? parts : [...parts, { label: "减：超过实付减已退", fen: capped }];
  const changed = decided === null ? 0 : decided - total(computed);
  return (changed === 0 ? computed : [...computed, { label: "经理核定", fen: changed }]).filter(({ fen }, at) => at === 0 || fen !== 0);
}

export const total = (rows: readonly SumRow[]): number => rows.reduce((sum, { fen }) => sum + fen, 0);

/** How a line came to what was paid for it: list price, less its share of each discount. */
export function discountsOf(row: RefundRow, table: RefundTable): SumRow[] {
  return table.discounts.flatMap(({ label }, at) => {
    const share = row.shares_fen[at] ?? 0;
    return share === 0 ? [] : [{ label, fen: share }];
  });
}

/** Whether a stored structure is a table of this kind. */
export function frozenTable(stored: unknown): RefundTable | null {
  const table = stored as Partial<RefundTable> | null;
  return Array.isArray(table?.rows) && typeof table.refund_fen === "number" ? (table as RefundTable) : null;
}

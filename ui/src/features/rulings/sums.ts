import type { Ruling } from "@/bridge";

export interface SumRow {
  label: string;
  fen: number;
  total?: boolean;
}

/**
 * The sums of an answer as a column that adds up to its last row; empty when nothing is to be paid back. The core gives the sums;
 * the price is shown from the facts, and what lies between it and the refund has its own row.
 */
export function sumRows(answer: Ruling, price: number | null): SumRow[] {
  const { refund_fen: refund, depreciation_fen: fee, depreciation_days: days } = answer;
  if (refund === null) return fee === null || fee === 0 ? [] : [{ label: `折旧费（${days ?? 0} 天）`, fen: fee }];
  const full = price ?? refund + (fee ?? 0);
  const other = full - (fee ?? 0) - refund;
  return [
    { label: "发票价款", fen: full },
    ...(fee === null || fee === 0 ? [] : [{ label: `减：折旧费（${days ?? 0} 天）`, fen: -fee }]),
    ...(other === 0 ? [] : [{ label: "减：未退回的赠品", fen: -other }]),
    { label: "应退", fen: refund, total: true },
  ];
}

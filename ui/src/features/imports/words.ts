import type { Imported } from "@/bridge";

/** What the rows of a file can be. */
export const CONTENTS: readonly { value: string; label: string }[] = [
  { value: "orders", label: "订单列表" },
  { value: "lines", label: "订单明细（一行一件商品）" },
  { value: "aftersale", label: "售后 / 退款列表" },
];

/** The fields without whose column a file cannot be read, by content. */
export function requiredFields(kind: string): readonly string[] {
  return kind === "aftersale" ? ["order_no", "aftersale_no"] : ["order_no"];
}

const USUAL = [
  "order_no", "line_no", "buyer_account", "buyer_name", "buyer_phone", "buyer_address", "title", "sku", "quantity", "paid", "freight",
  "ordered_at", "paid_at", "shipped_at", "received_at", "status", "carrier", "tracking_no",
];
const USUAL_AFTER_SALE = [
  "order_no", "aftersale_no", "buyer_account", "title", "quantity", "paid", "refund", "aftersale_kind", "aftersale_status", "reason",
  "explanation", "applied_at", "deadline_at", "return_carrier", "return_tracking_no",
];

/** The fields that most files have; the others are shown when asked for. */
export function usualFields(kind: string): readonly string[] {
  return kind === "aftersale" ? USUAL_AFTER_SALE : USUAL;
}

export type Counts = Pick<Imported, "orders_new" | "orders_updated" | "lines_new" | "lines_updated" | "cases_new" | "cases_updated" | "unchanged">;

export interface CountLine {
  label: string;
  fresh: number;
  updated: number;
}

/** The counts as lines; what a file has none of is left out. */
export function countLines(counts: Counts): CountLine[] {
  const lines = [
    { label: "订单", fresh: counts.orders_new, updated: counts.orders_updated },
    { label: "订单明细", fresh: counts.lines_new, updated: counts.lines_updated },
    { label: "售后单", fresh: counts.cases_new, updated: counts.cases_updated },
  ];
  return lines.filter(({ fresh, updated }, index) => index === 0 || fresh + updated > 0);
}

/** 新增 57 · 更新 0 · 不变 3: the sum over orders and cases, for one line. Lines go with their orders. */
export function inOneLine(counts: Counts, refused: number): string {
  const fresh = counts.orders_new + counts.cases_new;
  const updated = counts.orders_updated + counts.cases_updated;
  return `新增 ${fresh}，更新 ${updated}，不变 ${counts.unchanged}，拒绝 ${refused}`;
}

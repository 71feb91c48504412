/** Kinds of record a list or page of cases is made from: an event naming one of them refetches it. */
export const CASE_KINDS = ["quality_case", "ruling", "notice", "note", "consumer", "sales_order", "order_line", "clock", "account"] as const;

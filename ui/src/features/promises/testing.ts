import type { ListRow, PromiseRow, RecordView } from "@/bridge";

/** Samples as the core answers them. In tests only. */
export const promise = (given: Partial<PromiseRow> = {}): PromiseRow => ({
  id: "p-1", number: "CN-3F-00001-K", title: "付款后 48 小时内发货", kind: "增值", type_label: "延时交付必赔", state: "published", state_label: "公示中",
  limit: "付款后 48 小时内发货", compensation: "按实付金额的 5% 赔付", effective_from: "2026-01-01",
  counts: { kept: 180, broken: 20, pending: 7, overdue: 2, unclear: 0, void: 1 },
  rate: 9000, warn_below: 95, over_promised: true, owed_cases: 3, owed_fen: 3000, paid_fen: 17000, ...given,
});

const field = (name: string, label: string, type: string) => ({ name, label, type, choices: [], of: null, required: false, masked: false, help: "" });

export const RECORD: RecordView = {
  kind: "promise", kind_label: "服务承诺", id: "p-1", number: "CN-3F-00001-K", state: "published", state_label: "公示中", version: 6, created_ms: 1_772_600_000_000,
  fields: [field("title", "承诺名称", "text"), field("text", "承诺全文", "long_text"), field("effective_from", "生效日期", "date")],
  values: { id: "p-1", title: "付款后 48 小时内发货", text: "付款后 48 小时内发货；超时按实付金额的 5% 赔付。", effective_from: "2026-01-01", replaces: "p-0" },
  buttons: [
    { event: "new_version", label: "另起新版", enabled: false, why: "新版 CN-3F-00002-M 还在办理，请在它上面继续", asks: [], grave: false, clause: "" },
    { event: "withdraw", label: "撤回", enabled: true, why: null, asks: [{ ...field("end_reason", "撤回原因", "long_text"), required: true }], grave: true, clause: "" },
  ],
  papers: [],
};

export const breach = (id: string, given: Partial<ListRow["values"]> = {}): ListRow => ({
  id, number: `WN-3F-${id}`, state_label: "违诺",
  values: {
    id, state: "broken", title: "CN-3F-00001-K：付款后 48 小时内发货", order_no: `20260301${id}`, due_at: "2026-03-03T02:00:00Z", amount_fen: 1000, fulfilment_id: `f-${id}`,
    working: ["赔付规则：按实付金额的 5% 赔付", "实付 ¥200.00 × 5% = ¥10.00（四舍五入到分）"], ...given,
  },
});

export const FULFILMENT: RecordView = {
  ...RECORD, kind: "fulfilment", kind_label: "履约", number: "", state: "broken", state_label: "违诺", buttons: [], fields: [],
  values: { working: ["起算：付款 2026-03-01 10:00", "发货 2026-03-04 10:00，晚于到期 1 天 0 小时，违诺"] },
};

import type { Button, CaseRow, CaseView, FieldView, RefundTable } from "@/bridge";

const field = (name: string, label: string, type = "text", given: Partial<FieldView> = {}): FieldView => ({
  name, label, type, choices: [], of: null, required: false, masked: false, help: "", ...given,
});

export const button = (event: string, label: string, given: Partial<Button> = {}): Button => ({ event, label, enabled: true, why: null, asks: [], grave: false, clause: "", ...given });

const GOODS: [string, string][] = [
  ["not_returned", "未退回"], ["in_transit", "在途"], ["received", "已签收"], ["accepted", "验收合格"], ["disputed", "争议"],
  ["replacement_due", "换发待发"], ["replacement_sent", "换发在途"], ["replacement_signed", "换发已签收"], ["not_needed", "不需退回"],
];
const MONEY: [string, string][] = [["none", "不涉及"], ["due", "待退"], ["requested", "已申请平台退款"], ["refunded", "已退"], ["mismatch", "退款不符"]];
const GRADES: [string, string][] = [["intact", "完好"], ["damaged", "破损"]];
const WHO: [string, string][] = [["none", "没有问题"], ["carrier", "物流"]];

const FIELDS: FieldView[] = [
  field("application", "申请", "choice", { choices: [["return_refund", "退货退款"], ["exchange", "换货"]] }),
  field("ground", "理由", "choice", { choices: [["no_reason", "七日无理由"]] }),
  field("claim_text", "消费者所述", "long_text"),
  field("goods_state", "货", "choice", { choices: GOODS }),
  field("money_state", "款", "choice", { choices: MONEY }),
  field("return_tracking_no", "退回快递单号"),
];

export const RECEIVE = button("receive", "签收退货", {
  asks: [field("back_on", "退货签收日期", "date", { required: true }), field("return_carrier", "退回快递"), field("return_tracking_no", "退回快递单号")],
});
export const INSPECT = button("record", "记录验收", {
  asks: [
    field("case_id", "退换货单", "ref", { required: true, of: "returns_exchange" }), field("received_on", "收货日期", "date"),
    field("grade", "等级", "choice", { required: true, choices: GRADES }), field("found", "看到的情况", "long_text", { required: true }),
    field("responsible", "责任方", "choice", { required: true, choices: WHO }),
  ],
});
export const SET_SUMS = button("set_sums", "填写材料与退款事实", { asks: [field("discounts", "优惠明细", "json"), field("return_freight_fen", "消费者垫付的退回运费", "money")] });

/** Two of three cups go back: ¥300 less ¥30, freight of the order ¥10. */
export const TABLE: RefundTable = {
  discounts: [{ label: "商家优惠", bearer: "shop", total_fen: 3500, back_fen: 2000, comes_back: "商家优惠：不折现" }],
  rows: [
    { id: "l1", title: "保温杯", quantity: 3, list_fen: 30000, shares_fen: [3000], net_paid_fen: 27000, returned_before: 0, refunded_before_fen: 0, returning: 2, refundable_fen: 18000 },
    { id: "l2", title: "杯盖", quantity: 1, list_fen: 5000, shares_fen: [500], net_paid_fen: 4500, returned_before: 0, refunded_before_fen: 0, returning: 0, refundable_fen: 0 },
  ],
  goods_fen: 18000, freight_fen: 0, deductions: [{ label: "未退回赠品的标价", clause: "办法", asked_fen: 1000, taken_fen: 1000 }],
  refund_fen: 17000, return_freight_fen: 0, paid_fen: 32500, refunded_before_fen: 0, most_fen: 32500,
  working: [{ text: "无理由退货，只退一部分，不退", clause: "第二十五条", result: "¥0.00", passed: null, confidence: "verified" }],
  warnings: [], notes: [],
};

/** A return that waits for its goods. */
export const VIEW: CaseView = {
  record: {
    kind: "returns_exchange", kind_label: "退换货单", id: "t1", number: "TH-3F-00001-K", state: "awaiting_goods", state_label: "待退回", version: 3, created_ms: 1_772_589_600_000,
    fields: FIELDS,
    values: { application: "return_refund", ground: "no_reason", claim_text: "不喜欢颜色", goods_state: "not_returned", money_state: "due", no_reason_last: "2026-03-09", goods_title: "保温杯" },
    buttons: [RECEIVE, SET_SUMS, button("request_refund", "先行退款", { grave: true })],
    papers: [],
  },
  order: { id: "o1", platform: "淘宝", values: { order_no: "8800000000000000001" }, lines: [] },
  consumer: { id: "c1", values: { name: "张*" }, other_cases: 0 },
  clocks: [], rulings: [], notices: [], timeline: [], owner: "小李",
  related: [
    { kind: "return_item", label: "退换明细", field: "case_id", is_case: false, creates: true, rows: [{ id: "i1", number: "", state_label: "在办", values: { state: "listed", title: "保温杯", quantity: 2 } }] },
    { kind: "inspection", label: "验收", field: "case_id", is_case: false, creates: true, rows: [] },
  ],
};

/** The same with other values of the record. */
export const viewWith = (values: Record<string, unknown>, given: Partial<CaseView["record"]> = {}): CaseView => ({ ...VIEW, record: { ...VIEW.record, ...given, values: { ...VIEW.record.values, ...values } } });

export const ROW: CaseRow = {
  id: "t1", kind: "returns_exchange", kind_label: "退换货单", number: "TH-3F-00001-K", title: "退货退款 · 保温杯", state: "awaiting_goods", state_label: "待退回", ended: false,
  owner: "小李", consumer: "张*", order_no: "8800000000000000001", shop: "小店", lane: null, due_at: null, opened_at: "2026-03-04T02:00:00Z",
} as CaseRow;

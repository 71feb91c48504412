import type { FieldView, OptionName, Ruling } from "@/bridge";

/** In tests only: an answer with every part. */
export const RULING: Ruling = {
  options: ["exchange", "repair_free", "return_less_depreciation"],
  expires_raw: "2027-03-02",
  expires: "2027-03-02",
  extension_days: 0,
  day7_last: "2026-03-09",
  day15_last: "2026-03-17",
  depreciation_days: 10,
  depreciation_fen: 3_999,
  refund_fen: 395_901,
  due: null,
  rule_set: "mobile_phone_2001",
  catalogue_version: "内置 2026-03",
  working: [
    { text: "故障在签收后第 10 天", clause: "移动电话机三包规定第十条", result: "在 15 日内", passed: true, confidence: "verified" },
    { text: "故障在签收后 7 日内", clause: "移动电话机三包规定第九条", result: "否", passed: false, confidence: "verified" },
    { text: "日折旧率 0.1% × 10 天", clause: "移动电话机三包规定第十三条", result: "¥39.99", passed: null, confidence: "uncertain" },
  ],
  warnings: ["工作日历只到 2026 年底"],
  headline: "第 10 天，可换货或修理；要求退货须折旧 ¥39.99。",
  bar: { start: "2026-03-02", day7: "2026-03-09", day15: "2026-03-17", period_end_raw: "2027-03-02", period_end: "2027-03-02", repairs: [], fault: "2026-03-12", as_of: "2026-03-12" },
  notes: [{ convention: "P3", reading: "次日为第一日", alternative: "当日为第一日" }],
  confidence: "uncertain",
};

/** In tests only. */
export const OPTIONS: OptionName[] = [
  { code: "exchange", label: "换货", free: true },
  { code: "repair_free", label: "免费修理", free: true },
  { code: "return_less_depreciation", label: "折旧退货", free: false },
  { code: "return_full", label: "全额退货", free: true },
  { code: "paid_repair", label: "收费修理", free: false },
  { code: "refuse", label: "不符合条件", free: false },
];

const field = (name: string, label: string, type: string, choices: [string, string][] = []): FieldView => ({ name, label, type, choices, of: null, required: false, masked: false, help: "" });

/** In tests only: the facts as the core declares them. */
export const FACT_VIEWS: FieldView[] = [
  field("claim", "诉求依据", "choice", [["quality", "质量问题（三包）"], ["no_reason", "七日无理由退货"]]),
  field("goods", "三包目录品名", "text"),
  field("channel", "销售渠道", "choice", [["online", "网络销售"], ["store", "门店"]]),
  field("price_fen", "发票价款", "money"),
  field("received_date", "签收日期", "date"),
  field("fault_date", "故障或申请日期", "date"),
  field("as_of", "判定日", "date"),
  field("repairs", "维修记录", "json"),
  field("fault", "故障性质", "choice", [["performance", "性能故障"]]),
  field("proof", "购买凭证", "choice", [["invoice", "发票或三包凭证"]]),
  field("same_model_available", "有同型号现货", "bool"),
  field("wants", "消费者要求", "choice", [["return", "退货"], ["exchange", "换货"]]),
  field("no_reason", "无理由退货事实", "json"),
];

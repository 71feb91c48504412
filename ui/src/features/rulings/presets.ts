export interface Preset {
  title: string;
  facts: Record<string, unknown>;
}

const PHONE = { claim: "quality", goods: "移动电话机主机", channel: "online", price_fen: 399_900, fault: "performance", proof: "invoice" };

/** Cases to begin from: what is often asked, with dates that make the point. */
export const PRESETS: readonly Preset[] = [
  {
    title: "第 10 天要求退货",
    facts: { ...PHONE, invoice_date: "2026-03-02", received_date: "2026-03-02", fault_date: "2026-03-12", as_of: "2026-03-12", same_model_available: true, wants: "return" },
  },
  {
    title: "两次修理仍坏",
    facts: {
      ...PHONE, goods: "洗衣机", price_fen: 329_900, invoice_date: "2025-09-01", received_date: "2025-09-03", fault_date: "2026-03-05", as_of: "2026-03-05",
      repairs: [{ in: "2025-11-01", out: "2025-11-08" }, { in: "2026-01-10", out: "2026-01-20" }], same_model_available: false, wants: "return",
    },
  },
  {
    title: "浙江",
    facts: {
      ...PHONE, province: "浙江", invoice_date: "2026-01-05", received_date: "2026-01-08", fault_date: "2026-02-20", as_of: "2026-03-31",
      repairs: [{ in: "2026-02-21", out: null }], same_model_available: true,
    },
  },
  {
    title: "缺件 61 天",
    facts: {
      ...PHONE, invoice_date: "2025-12-01", received_date: "2025-12-01", fault_date: "2026-01-10", as_of: "2026-03-13",
      repairs: [{ in: "2026-01-11", out: null, delay: "parts_not_supplied" }], same_model_available: true,
    },
  },
  {
    title: "无理由退货，缺赠品",
    facts: {
      claim: "no_reason", goods: "电热水壶", channel: "online", price_fen: 19_900, received_date: "2026-03-01", fault_date: "2026-03-05", as_of: "2026-03-05",
      no_reason: { intact: true, missing_gift_fen: 1_500 },
    },
  },
];

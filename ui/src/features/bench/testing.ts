import type { Bench, BenchCard, BenchUnit, Button, FieldView } from "@/bridge";

/** Samples as the core answers them. In tests only. */
const field = (name: string, label: string, type: string, required = false): FieldView => ({ name, label, type, choices: [], of: null, required, masked: false, help: "" });

const button = (event: string, label: string, asks: FieldView[] = [], why: string | null = null): Button => ({ event, label, enabled: why === null, why, asks, grave: false, clause: "" });

export const DIAGNOSE = button("diagnose", "检测", [field("fault_found", "检测出的故障", "long_text", true)]);
export const ARRIVES = button("part_arrives", "配件已到", [field("to_on", "结束日期", "date")]);

export const unit = (given: Partial<BenchUnit> = {}, state: Partial<BenchUnit["record"]> = {}): BenchUnit => ({
  title: "小天鹅滚筒洗衣机 10kg · 尾号 260001",
  next: "diagnose",
  days: { total: 12, ordinary: 8, parts_not_supplied: 4, repairer: 0, consumer: 0, other: 0 },
  repaired_before: 1,
  days_since_last: 23,
  clocks: [
    { code: "limit", label: "修理 30 日", lane: "law", clause: "第十二条", at_zero: "次日起换货权成立", started_at: "2026-03-01T00:00:00Z", due_at: "2026-03-24T16:00:00Z", stopped_at: null, reason: null, told: null, late: false },
  ] as BenchUnit["clocks"],
  parts: [],
  photo: null,
  ...given,
  record: {
    kind: "repair", kind_label: "维修单", id: "w1", number: "WX-3F-00001-A", state: "received", state_label: "已接修", version: 2, created_ms: 1_772_589_600_000,
    fields: [], papers: [],
    values: { fault_text: "脱水时异响，之后停机。\n上周开始。", charged: false, in_period: true, expires: "2026-11-22", shelf: "A-03" },
    buttons: [button("amend", "修改接修内容"), DIAGNOSE, button("start", "开始维修", [], "收费维修要先报价"), button("note", "备注", [field("words", "内容", "long_text", true)])],
    ...state,
  },
});

export const card = (at: number, given: Partial<BenchCard> = {}): BenchCard => ({
  id: `w${at}`, number: `WX-3F-0000${at}-B`, title: `电饭煲 4L · 尾号 00${at}`, state: "repairing", state_label: "维修中", shelf: `B-0${at}`, due_at: "2026-03-06T08:00:00Z", unclaimed: at % 2 === 0, ...given,
});

export const BENCH: Bench = { unit: unit(), next: [card(2), card(3), card(4), card(5), card(6)], more: 7 };

import type { Button, FieldView, KindView, ListRow, RecordView } from "@/bridge";

/** Samples as the core answers them. In tests only. */
export const field = (name: string, label: string, type: string, given: Partial<FieldView> = {}): FieldView => ({
  name, label, type, choices: [], of: null, required: false, masked: false, help: "", ...given,
});

export const button = (event: string, label: string, given: Partial<Button> = {}): Button => ({
  event, label, enabled: true, why: null, asks: [], grave: false, clause: "", ...given,
});

const CASE = field("case_id", "售后单", "text", { required: true });
const UNIT = field("unit", "备用机", "text", { required: true, help: "品名、型号和序列号" });
const LENT_ON = field("lent_on", "借出日期", "date", { required: true });
const NOTE = field("remark", "说明", "text");
export const FIELDS: FieldView[] = [
  CASE,
  field("consumer_id", "消费者", "ref", { of: "consumer" }),
  UNIT,
  LENT_ON,
  field("returned_on", "收回日期", "date"),
  field("deposit_fen", "押金", "money"),
  field("lane", "道", "choice", { choices: [["law", "法"], ["promise", "诺"]] }),
  NOTE,
  field("words", "消费者的答复", "long_text"),
  field("phone", "电话", "text", { masked: true }),
  field("parts", "附件", "json"),
];

export const LEND = button("lend", "借出", { asks: [CASE, UNIT, LENT_ON, NOTE] });
export const DECLINE = button("decline", "记录不需要", { asks: [field("words", "消费者的答复", "long_text", { required: true })] });

export const LOANER: KindView = {
  kind: "loaner", label: "备用机", states: [["lent", "借出中"], ["returned", "已收回"]], creates: true, is_case: false,
};
export const KINDS: KindView[] = [
  LOANER,
  { kind: "quality_case", label: "售后单", states: [["registered", "已登记"]], creates: true, is_case: true },
  { kind: "shop", label: "店铺", states: [["active", "使用中"]], creates: false, is_case: false },
  { kind: "consumer", label: "消费者", states: [["active", "在用"]], creates: true, is_case: false },
];

const CASE_ID = "0197a3c1-0000-7000-8000-00000000000c";
export const VALUES = {
  id: "l-1", state: "lent", created_ms: 1_772_600_000_000, updated_ms: 1_772_686_400_000,
  case_id: CASE_ID, consumer_id: "p-1", unit: "旧款手机 A1", lent_on: "2026-03-04", returned_on: null, deposit_fen: 12_300, lane: "promise",
  remark: "屏有划痕", words: "第一行\n第二行", phone: "138****5678", parts: [{ name: "充电器", count: 1 }, { name: "数据线", count: 2 }],
};

export const row = (id: string, number: string, given: Partial<ListRow["values"]> = {}): ListRow => ({
  id, number, state_label: "借出中", values: { ...VALUES, id, ...given },
});

export const record = (given: Partial<RecordView> = {}): RecordView => ({
  kind: "loaner", kind_label: "备用机", id: "l-1", number: "BJ-1-00001", state: "lent", state_label: "借出中", version: 3,
  created_ms: VALUES.created_ms, fields: FIELDS, values: VALUES,
  buttons: [
    button("edit", "修改", { asks: [UNIT, NOTE, field("phone", "电话", "text", { masked: true })] }),
    button("take_back", "收回", { enabled: false, why: "要先验机" }),
    button("destroy", "报废", { grave: true }),
    button("draw", "画图", { asks: [field("parts", "附件", "json", { required: true })] }),
  ],
  papers: [],
  ...given,
});

export const CASE_RECORD = record({
  kind: "quality_case", kind_label: "售后单", id: CASE_ID, number: "SH-1-00007", fields: [field("goods_title", "商品", "text")], values: { goods_title: "手机" }, buttons: [],
});
export const CONSUMER_RECORD = record({
  kind: "consumer", kind_label: "消费者", id: "p-1", number: "", fields: [field("name", "姓名", "text", { masked: true })], values: { name: "张**" }, buttons: [],
});

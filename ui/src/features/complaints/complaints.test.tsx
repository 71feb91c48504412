import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import type { Button, CaseView, FieldView, ListRow, RecordView, RelatedGroup } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { CaseScreen } from "@/features/cases";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { COMPLAINT_PANEL } from ".";
import { answerOf, reportChecks, roundsOf } from "./parts";

const field = (name: string, label: string, type = "text", given: Partial<FieldView> = {}): FieldView => ({ name, label, type, choices: [], of: null, required: false, masked: false, help: "", ...given });
const button = (event: string, label: string, given: Partial<Button> = {}): Button => ({ event, label, enabled: true, why: null, asks: [], grave: false, clause: "", ...given });
const row = (id: string, state: string, state_label: string, values: Record<string, unknown>): ListRow => ({ id, number: "", state_label, values: { state, ...values } });

const CASE = field("case_id", "投诉", "ref", { of: "complaint", required: true });
const PLAN_FIELDS = [
  field("remedy", "给消费者什么", "choice", { choices: [["refund", "退款"], ["compensation", "补偿"]] }), field("amount_fen", "金额", "money"),
  field("method", "处理办法", "long_text"), field("done_by", "最迟哪天办到", "date"), field("basis", "处理依据", "choice", { choices: [["consumer_24", "《消费者权益保护法》第二十四条"]] }),
];
const TASK_FIELDS = [field("department", "部门", "choice", { choices: [["inspection", "质检"], ["legal", "法务"]] }), field("question", "要查清什么", "long_text")];
const PLANS = [
  row("p1", "declined", "消费者不满意", { edition: 1, round: 1, remedy: "refund", amount_fen: 5990, method: "原路退款", done_by: "2026-03-08", basis: "consumer_24", answer: "还要赔误工" }),
  row("p2", "returned", "已退回", { edition: 2, round: 2, remedy: "compensation", amount_fen: 20000, method: "再补 200 元", done_by: "2026-03-09", basis: "consumer_24" }),
  row("p3", "told", "已告知", { edition: 3, round: 2, remedy: "compensation", amount_fen: 5000, method: "再补 50 元", done_by: "2026-03-09", basis: "consumer_24" }),
];
const TASKS = [
  row("t1", "replied", "已回复", { department: "inspection", question: "是否质量问题", finding: "电机线脱焊", proposal: "同批排查" }),
  row("t2", "todo", "待办", { department: "legal", question: "是否虚假宣传", due: "2026-03-07" }),
];
const EVIDENCE = [row("e1", "kept", "在案", { kind: "photo", source: "consumer", shows: "通电不转" })];
const REPORTS = [row("r1", "draft", "起草中", { edition: 1, order_check: "属实", talks: "质检确认" })];
const group = (kind: string, label: string, rows: ListRow[], creates = true): RelatedGroup => ({ kind, label, field: "case_id", is_case: false, creates, rows });

const complaint = (state: string, state_label: string, values: Record<string, unknown>, buttons: Button[]): RecordView => ({
  kind: "complaint", kind_label: "投诉", id: "c1", number: "TS-3F-00001", state, state_label, version: 5, created_ms: 1_772_589_600_000, papers: [],
  fields: [
    field("goods_title", "商品名称"), field("description", "投诉内容", "long_text"), field("contact", "联系方式", "text", { masked: true }),
    field("class", "投诉类别", "choice", { choices: [["quality", "商品质量"]] }), field("priority", "优先级", "choice", { choices: [["high", "高"]] }),
    field("priority_reason", "优先级怎样得出"), field("source", "来源", "choice", { choices: [["platform", "平台"]] }),
  ],
  values: { goods_title: "车载吸尘器", description: "收到就不转", contact: "138****5678", class: "quality", priority: "high", priority_reason: "3 分 + 3 分 = 6 分", source: "platform", round: 1, ...values },
  buttons: [...buttons, button("note", "备注", { asks: [field("words", "内容", "long_text")] })],
});

const INVESTIGATING = complaint("investigating", "调查中", { escalated: true, escalated_reason: "“受理并告知”超时", first_late_at: "2026-03-04T02:00:00Z" }, [
  button("finish_investigation", "结束调查", { enabled: false, why: "还有 1 个子任务没有回复：法务" }), button("appoint", "指定协调人"),
]);
const TOLD = complaint("told", "已反馈待确认", { round: 2 }, [button("unsatisfied", "消费者不满意"), button("satisfied", "消费者满意")]);

let record: RecordView;
let related: RelatedGroup[];
let did: unknown[];
const part = (kind: string, id: string): RecordView => {
  const found = [...PLANS, ...TASKS, ...EVIDENCE, ...REPORTS].find((one) => one.id === id) as ListRow;
  const steps: Record<string, Button[]> = {
    t2: [button("reply", "回复", { asks: [field("finding", "查明情况", "long_text", { required: true })] })],
    p3: [button("deliver", "登记兑现", { asks: [field("proof", "怎么兑现的", "long_text", { required: true })] })],
    r1: [button("edit", "补写", { asks: [field("findings", "查明的事实", "long_text")] })],
  };
  const fields = kind === "complaint_plan" ? PLAN_FIELDS : kind === "complaint_task" ? TASK_FIELDS : [field("kind", "种类", "choice", { choices: [["photo", "照片"]] }), field("source", "来源", "choice", { choices: [["consumer", "消费者"]] })];
  return { kind, kind_label: kind, id, number: "", state: String(found.values.state), state_label: found.state_label, version: 2, created_ms: 0, papers: [], fields, values: found.values, buttons: steps[id] ?? [] };
};
const view = (): CaseView => ({ record, order: null, consumer: null, clocks: [], rulings: [], notices: [], timeline: [], owner: "小李", related });

beforeEach(() => {
  did = [];
  return answerCalls((name, input) => {
    const asked = input as { kind: string; id: string };
    if (name === "cases.show") return view();
    if (name === "records.show") return part(asked.kind, asked.id);
    if (name === "records.new") return [button("ask", "交办", { asks: [CASE, field("question", "要查清什么", "long_text", { required: true })] })];
    if (name === "records.do") {
      did.push(input);
      return { id: asked.id, number: "", state: "x", state_label: "", version: 3, kinds: [] };
    }
    return name === "records.kinds" || name === "staff.colleagues" ? [] : { value: null };
  });
});
const show = () => renderInApp(<Routes><Route path="/cases/:id" element={<CaseScreen panels={{ complaint: COMPLAINT_PANEL }} />} /></Routes>, { path: "/cases/c1" });
const person = () => userEvent.setup({ delay: null });

describe("a complaint that is looked into", () => {
  beforeEach(() => {
    record = INVESTIGATING;
    related = [group("complaint_task", "投诉子任务", TASKS), group("complaint_evidence", "投诉证据", EVIDENCE), group("complaint_report", "投诉调查报告", REPORTS)];
  });

  it("says what was said, what must not be overlooked, and how its priority came about; axe finds no fault", async () => {
    const { container } = show();
    expect(await screen.findByText("“收到就不转”")).toBeVisible();
    expect(screen.getByText("投诉 · 商品质量 · 优先级高 · 已升级")).toBeVisible();
    expect(screen.getByText("3 分 + 3 分 = 6 分")).toBeVisible();
    expect(screen.getByText("138****5678")).toBeVisible();
    const warning = within(screen.getByRole("note", { name: "要注意" }));
    expect(warning.getByText(/受理并告知”超时/)).toBeVisible();
    expect(warning.getByText(/首次超时/)).toHaveTextContent("2026-03-04 10:00");
    await screen.findByText("电机线脱焊", { exact: false });
    expect(await faults(container)).toEqual([]);
  });

  it("shows the checklist with what is missing, and why the investigation cannot end", async () => {
    show();
    const tasks = within(await screen.findByRole("region", { name: "子任务" }));
    expect(tasks.getByText("1/2 已回复")).toBeVisible();
    expect(await tasks.findByText("法务")).toBeVisible();
    expect(await tasks.findByText("查明：电机线脱焊；建议：同批排查")).toBeVisible();
    expect(within(screen.getByRole("region", { name: "证据" })).getByText("1 份")).toBeVisible();
    const parts = within(screen.getByRole("list", { name: "报告各部分" })).getAllByRole("listitem").map((item) => item.textContent);
    expect(parts).toEqual(["✓已齐 订单核对", "✓已齐 部门沟通", "○未齐 证据核实", "○未齐 查明的事实", "○未齐 责任方"]);
    expect(screen.getByText("不能结束调查：还有 1 个子任务没有回复：法务")).toBeVisible();
    // One draft at a time: it is continued, not begun again.
    expect(within(screen.getByRole("region", { name: "调查报告" })).queryByRole("button", { name: /写调查报告|交办/ })).toBeNull();
    expect(screen.queryByRole("region", { name: "相关记录" })).toBeNull();
  });

  it("answers a question where it stands, and asks another without asking for the complaint", async () => {
    show();
    const reply = await within(await screen.findByRole("region", { name: "子任务" })).findByRole("button", { name: "回复…" });
    fireEvent.click(reply);
    await person().type(within(await screen.findByRole("dialog")).getByLabelText(/查明情况/), "不构成{Control>}{Enter}{/Control}");
    await waitFor(() => expect(did).toEqual([{ kind: "complaint_task", id: "t2", event: "reply", input: { finding: "不构成" }, version: 2 }]));
    fireEvent.click(await within(screen.getByRole("region", { name: "子任务" })).findByRole("button", { name: "交办投诉子任务" }));
    const dialog = within(await screen.findByRole("dialog", { name: /交办/ }));
    expect(dialog.queryByLabelText(/投诉/)).toBeNull();
    await person().type(dialog.getByLabelText(/要查清什么/), "何时签收{Control>}{Enter}{/Control}");
    await waitFor(() => expect(did[1]).toEqual({ kind: "complaint_task", id: null, event: "ask", input: { question: "何时签收", case_id: "c1" }, version: null }));
  });
});

describe("a complaint in its second round", () => {
  beforeEach(() => {
    record = TOLD;
    related = [group("complaint_plan", "投诉处理方案", PLANS, false), group("complaint_task", "投诉子任务", TASKS)];
  });

  it("shows each round with its versions side by side, the latest first, the former answer as it was", async () => {
    const { container } = show();
    const ladder = await screen.findByRole("list", { name: "各轮方案" });
    expect(within(ladder).getAllByRole("heading", { level: 3 }).map((one) => one.textContent)).toEqual(["第 2 轮", "第 1 轮 消费者不满意"]);
    const first = within(within(ladder).getByRole("listitem", { name: "方案 1" }));
    expect(await first.findByText("¥59.90")).toBeVisible();
    expect(first.getByText("消费者：“还要赔误工”")).toBeVisible();
    expect(first.getByText("《消费者权益保护法》第二十四条")).toBeVisible();
    expect(within(ladder).getByRole("listitem", { name: "方案 2" })).toHaveTextContent("已退回");
    expect(await within(ladder).findByText("¥50.00")).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("waits for the consumer's yes, and takes the delivery of the remedy where the plan stands", async () => {
    show();
    expect(await screen.findByRole("button", { name: "消费者满意" })).toHaveClass("ant-btn-primary");
    fireEvent.click(await within(await screen.findByRole("listitem", { name: "方案 3" })).findByRole("button", { name: "登记兑现…" }));
    await person().type(within(await screen.findByRole("dialog")).getByLabelText(/怎么兑现的/), "流水 88{Control>}{Enter}{/Control}");
    await waitFor(() => expect(did).toEqual([{ kind: "complaint_plan", id: "p3", event: "deliver", input: { proof: "流水 88" }, version: 2 }]));
    expect(within(screen.getByRole("region", { name: "子任务" })).queryByRole("button", { name: "交办投诉子任务" })).toBeNull();
  });
});

describe("a closed file", () => {
  it("shows its parts and its fingerprint, and offers nothing", async () => {
    record = { ...complaint("archived", "已归档", { archive: { 投诉人: {}, 事项: {}, 过程: { entries: 21 }, 结果: {} }, archive_hash: "cce12b77", archived_at: "2026-03-05T03:00:00Z" }, []), buttons: [] };
    related = [group("complaint_evidence", "投诉证据", EVIDENCE)];
    show();
    const file = within(await screen.findByRole("region", { name: "档案" }));
    expect(file.getByText("投诉人、事项、过程、结果")).toBeVisible();
    expect(file.getByText("21 条")).toBeVisible();
    expect(file.getByText("cce12b77")).toBeVisible();
    expect(within(screen.getByRole("region", { name: "证据" })).queryByRole("button")).toBeNull();
  });
});

describe("rounds and checks", () => {
  it("a round in which nothing is planned yet stands there empty; before the first plan there is none", () => {
    expect(roundsOf(PLANS.slice(0, 1), 2).map(({ number, plans }) => [number, plans.length])).toEqual([[2, 0], [1, 1]]);
    expect(roundsOf([], 1)).toEqual([]);
    expect(roundsOf([...PLANS].reverse(), 2).map(({ plans }) => plans.map(({ id }) => id))).toEqual([["p2", "p3"], ["p1"]]);
  });

  it("a round that another followed did not satisfy; the last one is open until the consumer says yes", () => {
    expect([1, 2].map((round) => answerOf(round, { round: 2 }))).toEqual(["消费者不满意", ""]);
    expect(answerOf(2, { round: 2, satisfied: true })).toBe("消费者满意");
    expect(answerOf(1, { satisfied: false })).toBe("");
  });

  it("without a report every part is missing", () => {
    expect(reportChecks(undefined).every(({ done }) => !done)).toBe(true);
  });
});

import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes, useLocation } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Button, CaseRow, CaseView, FieldView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { CaseScreen, CasesScreen, QUALITY_PANEL, RegisterScreen } from ".";

const field = (name: string, label: string, type: string, choices: [string, string][] = []): FieldView => ({ name, label, type, choices, of: null, required: false, masked: false, help: "" });
const FACTS = [
  field("claim", "诉求依据", "choice", [["quality", "质量问题（三包）"], ["no_reason", "七日无理由退货"]]),
  field("goods", "三包目录品名", "text"),
  field("price_fen", "发票价款", "money"),
  field("fault_date", "故障或申请日期", "date"),
  field("fault", "故障性质", "choice", [["performance", "性能故障"]]),
  field("proof", "购买凭证", "choice", [["invoice", "发票或三包凭证"]]),
  field("repairs", "维修记录", "json"),
];
const button = (event: string, label: string, more: Partial<Button> = {}): Button => ({ event, label, enabled: true, why: null, asks: [], grave: false, clause: "", ...more });

const ROW: CaseRow = {
  id: "c1", kind: "quality_case", kind_label: "售后单", number: "SH-3F-00123", title: "滚筒洗衣机", state: "accepted", state_label: "已受理", ended: false,
  owner: "小李", consumer: "张**", order_no: "2026030512345", shop: "小店", lane: "law", due_at: "2026-03-07T16:00:00Z", opened_at: "2026-03-04T02:00:00Z", late: false, next: "判定", version: 2,
};

const VIEW: CaseView = {
  record: {
    kind: "quality_case", kind_label: "售后单", id: "c1", number: "SH-3F-00123", state: "accepted", state_label: "已受理", version: 4, created_ms: 1772589600000,
    fields: FACTS,
    values: { goods_title: "滚筒洗衣机", claim: "quality", goods: "洗衣机", price_fen: 329_900, fault_date: "2026-03-04" },
    buttons: [
      button("set_facts", "填写事实", { asks: FACTS }),
      button("rule", "判定"),
      button("tell", "出具告知书", { enabled: false, why: "还没有判定，请先填写事实并判定" }),
      button("assign", "转交", { asks: [{ ...field("owner", "负责人", "ref"), of: "account", required: true }] }),
      button("note", "备注", { asks: [field("words", "内容", "long_text")] }),
    ],
    papers: [],
  },
  order: { id: "o1", platform: "天猫", values: { order_no: "2026030512345", shop: "小店", paid_fen: 329_900 }, lines: [] },
  consumer: { id: "p1", values: { name: "张**", phone: "138****5678" }, other_cases: 0 },
  clocks: [{ code: "delay", label: "不得故意拖延", lane: "law", clause: "处罚办法第八条", at_zero: "视为故意拖延", started_at: "2026-03-04T02:00:00Z", due_at: "2026-03-19T16:00:00Z", stopped_at: null, reason: null, told: null, late: false }],
  rulings: [], notices: [], related: [],
  timeline: [{ place: "3F/1/2", at: "2026-03-04T02:00:00Z", who: "小李", kind_label: "售后单", kind: "quality_case", record: "c1", event: "accept", label: "受理", changes: [{ label: "状态", old: "待受理", new: "已受理", guarded: true }], hash: "h" }],
  owner: "小李",
};

const did = vi.fn();
let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  did.mockReset();
});

function core(more: (name: string, input: Record<string, unknown>) => unknown = () => undefined) {
  stop = answerCalls((name, input) => {
    const own = more(name, input as Record<string, unknown>);
    if (own !== undefined) return own;
    if (name === "cases.list") return { rows: [ROW], after: null, misses: [] };
    if (name === "records.kinds") return [{ kind: "quality_case", label: "售后单", states: [["accepted", "已受理"], ["told", "已告知"]], creates: true, is_case: true }];
    if (name === "cases.counts") return [{ kind: "quality_case", state: "told", state_label: "已告知", ended: false, count: 2, late: 0 }, { kind: "quality_case", state: "accepted", state_label: "已受理", ended: false, count: 7, late: 3 }];
    if (name === "cases.show") return VIEW;
    if (name === "records.do") {
      did(input);
      return { id: "c1", number: "SH-3F-00123", state: "ruled", state_label: "已判定", version: 5, kinds: [], undoable: false };
    }
    if (name === "records.new") return [button("register", "登记", { asks: [...FACTS, field("goods_title", "商品名称", "text"), field("fault_text", "消费者所述", "long_text"), field("order_id", "订单", "ref"), field("order_line_id", "订单行", "ref")] })];
    if (name === "catalogue.show") return { versions: [], shown: null, record_version: null, entries: [], faults: [], buttons: [] };
    if (name === "staff.colleagues") return [{ id: "a1", name: "小王", role_label: "客服" }];
    if (name === "rulings.options" || name === "rulings.conventions") return [];
    throw new Error(`unexpected ${name}`);
  });
}

function Address() {
  const { pathname, search } = useLocation();
  return <p data-testid="address">{pathname + search}</p>;
}

function show(path: string) {
  return renderInApp(
    <>
      <Address />
      <Routes>
        <Route path="/cases" element={<CasesScreen />} />
        <Route path="/cases/new" element={<RegisterScreen />} />
        <Route path="/cases/:id" element={<CaseScreen panels={{ quality_case: QUALITY_PANEL }} />} />
      </Routes>
    </>,
    { path },
  );
}
const person = () => userEvent.setup({ delay: 60 });
const address = () => screen.getByTestId("address").textContent;

describe("the list", () => {
  it("shows limit, number, consumer, state; axe finds no fault", async () => {
    core();
    const { container } = show("/cases");
    const row = (await screen.findByRole("rowheader", { name: "SH-3F-00123" })).closest("tr") as HTMLElement;
    for (const words of ["法定时限", "张**", "已受理", "剩"]) expect(row).toHaveTextContent(words);
    expect(await faults(container)).toEqual([]);
  });

  it("keeps the filter in the address, and the states in their order", async () => {
    core();
    const user = person();
    show("/cases");
    const chips = within(await screen.findByRole("group", { name: "状态" }));
    await waitFor(() => expect(chips.getAllByRole("button").map((chip) => chip.textContent)).toEqual(["超时 3", "已受理 7", "已告知 2"]));
    await user.click(chips.getByRole("button", { name: "已告知 2" }));
    await user.click(chips.getByRole("button", { name: "超时 3" }));
    expect(address()).toBe("/cases?state=told&late=1");
  });

  it("C registers, Enter opens the row", async () => {
    core();
    const user = person();
    show("/cases");
    await screen.findByRole("rowheader", { name: "SH-3F-00123" });
    await user.keyboard("j{Enter}");
    await waitFor(() => expect(address()).toBe("/cases/c1"));
  });

  it("names the first step when there is nothing at all", async () => {
    core((name) => (name === "cases.list" ? { rows: [], after: null, misses: [] } : name === "cases.counts" ? [] : undefined));
    show("/cases");
    expect(await screen.findByText("还没有售后单")).toBeVisible();
    expect(screen.getByRole("button", { name: "导入订单" })).toBeVisible();
  });
});

describe("the page of a case", () => {
  it("says facts, history, limit, and why a step is not possible; axe finds no fault", async () => {
    core();
    const { container } = show("/cases/c1");
    expect(await screen.findByRole("heading", { level: 1, name: /SH-3F-00123/ })).toBeVisible();
    expect(screen.getByText("不能出具告知书：还没有判定，请先填写事实并判定")).toBeVisible();
    expect(screen.getByText(/到零：视为故意拖延/)).toBeVisible();
    expect(screen.getByText("138****5678")).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("R rules with the version that was seen", async () => {
    core();
    const user = person();
    show("/cases/c1");
    await screen.findByRole("heading", { level: 1 });
    await user.keyboard("r");
    await waitFor(() => expect(did).toHaveBeenCalledWith({ kind: "quality_case", id: "c1", event: "rule", input: {}, version: 4 }));
  });

  it("asks for the fact that a ruling cannot do without, where it belongs", async () => {
    core((name, input) => {
      if (name === "records.do" && input.event === "rule") throw { code: "bad_facts", message: "请填写 fault", field: "fault", retryable: false, trace_id: "t" };
      return undefined;
    });
    const user = person();
    show("/cases/c1");
    await user.click(await screen.findByRole("button", { name: "判定" }));
    expect(await screen.findByText("判定需要“故障性质”，请填写")).toBeVisible();
    expect(screen.getByText("判定需要“购买凭证”，请填写")).toBeVisible();
    expect(screen.getByRole("button", { name: "保存事实" })).toBeVisible();
  });

  it("N writes a note, Ctrl+Enter saves it", async () => {
    core();
    const user = person();
    show("/cases/c1");
    const box = await screen.findByRole("textbox", { name: "写备注" });
    await user.keyboard("n");
    await waitFor(() => expect(box).toHaveFocus());
    await user.keyboard("已电话联系{Control>}{Enter}{/Control}");
    await waitFor(() => expect(did).toHaveBeenCalledWith(expect.objectContaining({ event: "note", input: { words: "已电话联系" } })));
    await waitFor(() => expect(box).toHaveValue(""));
  });
});

describe("registering", () => {
  it("demands the goods, sends facts only where known; axe finds no fault", async () => {
    core();
    const user = userEvent.setup();
    const { container } = show("/cases/new");
    await user.click(await screen.findByRole("button", { name: "登记" }));
    expect(screen.getAllByText(/请填写商品名称/).length).toBeGreaterThan(0);
    expect(did).not.toHaveBeenCalled();
    fireEvent.change(screen.getByLabelText(/商品名称/), { target: { value: "滚筒洗衣机" } });
    fireEvent.change(screen.getByLabelText("发票价款"), { target: { value: "3299" } });
    await user.click(screen.getByRole("button", { name: "登记" }));
    await waitFor(() => expect(did).toHaveBeenCalledWith({
      kind: "quality_case", id: null, event: "register", version: null,
      input: { claim: "quality", fault_date: "2026-03-05", price_fen: 329_900, goods_title: "滚筒洗衣机" },
    }));
    await waitFor(() => expect(address()).toBe("/cases/c1"));
    expect(await faults(container)).toEqual([]);
  });
});

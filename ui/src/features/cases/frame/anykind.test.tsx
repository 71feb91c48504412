import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy } from "react";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import type { Button, CaseView, ClockView, FieldView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { CaseScreen, type CaseFormsProps, type CasePanels, type CasePartProps } from "..";

const field = (name: string, label: string, type = "text", given: Partial<FieldView> = {}): FieldView => ({ name, label, type, choices: [], of: null, required: false, masked: false, help: "", ...given });
const button = (event: string, label: string, given: Partial<Button> = {}): Button => ({ event, label, enabled: true, why: null, asks: [], grave: false, clause: "", ...given });
const limit = (code: string, label: string, lane: ClockView["lane"], given: Partial<ClockView> = {}): ClockView => ({
  code, label, lane, clause: "某条", at_zero: "视为拖延", started_at: "2026-03-01T02:00:00Z", due_at: "2026-03-19T16:00:00Z", stopped_at: null, reason: null, told: null, late: false, ...given,
});

const EXTEND = button("extend", "延期", { asks: [field("clock", "时限", "text", { required: true }), field("new_due", "延至", "date", { required: true }), field("extension_reason", "延期原因", "long_text", { required: true }), field("told", "怎样告知了消费者", "text", { required: true })] });
const PARTS = field("parts", "配件", "json", { required: true });

/** A case of a kind that no screen knows. */
const VIEW: CaseView = {
  record: {
    kind: "repair", kind_label: "维修单", id: "w1", number: "WX-3F-00001", state: "diagnosing", state_label: "检测中", version: 7, created_ms: 1_772_589_600_000,
    fields: [field("title", "报修", "text"), field("fault", "故障", "long_text"), field("quote_fen", "报价", "money"), field("owner", "负责人", "ref", { of: "account" })],
    values: { title: "电饭煲不加热", fault: "通电无反应", quote_fen: 4500, owner: "a1" },
    buttons: [
      button("assign", "转交", { asks: [field("owner", "负责人", "ref", { of: "account", required: true })] }),
      button("book", "领料", { asks: [PARTS] }),
      button("repair", "开始修理"),
      button("deliver", "交付", { enabled: false, why: "还没有验收" }),
      button("note", "备注", { asks: [field("words", "内容", "long_text")] }),
      EXTEND,
    ],
    papers: [{ what: "receipt", title: "收件凭证", sizes: [["slip80", "80 毫米小票"]] }],
  },
  order: null, consumer: null,
  clocks: [
    limit("repair", "修理", "law"),
    limit("diagnose", "检测", "promise", { due_at: "2026-03-06T16:00:00Z", started_at: "2026-03-04T02:00:00Z", reason: "缺件", told: "短信" }),
    limit("diagnose", "检测", "promise", { due_at: "2026-03-03T16:00:00Z", stopped_at: "2026-03-04T02:00:00Z", late: true }),
    limit("reply", "答复", "promise", { due_at: "2026-03-04T01:40:00Z" }),
    limit("receive", "收件", "platform", { stopped_at: "2026-03-01T03:00:00Z" }),
  ],
  rulings: [], notices: [], timeline: [], owner: "小李",
  related: [{ kind: "part_use", label: "领料单", field: "repair_id", is_case: false, creates: false, rows: [{ id: "u1", number: "LL-1", state_label: "已领", values: { state: "done" } }] }],
};

let view: CaseView;
let did: unknown[];
beforeEach(() => {
  [view, did] = [VIEW, []];
  return answerCalls((name, input) => {
    if (name === "cases.show") return view;
    if (name === "records.do") {
      did.push(input);
      return { id: "w1", number: "WX-3F-00001", state: "repairing", state_label: "修理中", version: 8, kinds: [] };
    }
    return name === "records.kinds" || name === "staff.colleagues" ? [] : { value: null };
  });
});
const show = (panels: CasePanels = {}) => renderInApp(<Routes><Route path="/cases/:id" element={<CaseScreen panels={panels} />} /></Routes>, { path: "/cases/w1" });
const header = async () => within(await screen.findByRole("group", { name: "这张单可做的事" }));

describe("a case of a kind without a panel", () => {
  it("has facts, limits, papers and parts from its declaration alone; axe finds no fault", async () => {
    const { container } = show();
    expect(await screen.findByRole("heading", { level: 1, name: "WX-3F-00001 电饭煲不加热" })).toBeVisible();
    const facts = within(screen.getByRole("region", { name: "维修单" }));
    expect(facts.getByText("通电无反应")).toBeVisible();
    expect(facts.getByText("¥45.00")).toBeVisible();
    expect(facts.queryByText("负责人")).toBeNull();
    expect(screen.getByRole("link", { name: /LL-1/ })).toHaveAttribute("href", "/records/part_use/u1");
    expect(screen.getByRole("button", { name: "出具…" })).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("its primary step is the first that leads on; a step without a form says so", async () => {
    show();
    const bar = await header();
    expect(bar.getByRole("button", { name: "开始修理" })).toHaveClass("ant-btn-primary");
    expect(screen.getByText(/不能领料：要填写“配件”/)).toBeVisible();
    expect(screen.getByText("不能交付：还没有验收")).toBeVisible();
    expect(bar.queryByRole("button", { name: /备注|延期/ })).toBeNull();
    fireEvent.click(bar.getByRole("button", { name: "开始修理" }));
    await waitFor(() => expect(did).toEqual([{ kind: "repair", id: "w1", event: "repair", input: {}, version: 7 }]));
  });
});

describe("its limits", () => {
  it("stand in their lanes, late in words; what was put off says from when, why, and who was told", async () => {
    show();
    expect(within(await screen.findByRole("group", { name: "法定时限" })).getByText("修理")).toBeVisible();
    const promised = within(screen.getByRole("group", { name: "自家承诺" }));
    expect(promised.getByText("检测（已延期）")).toBeVisible();
    expect(promised.getByText("原定 03-03 24:00，延期时已超时")).toBeVisible();
    expect(promised.getByText("延至 明天 24:00：缺件（已告知：短信）")).toBeVisible();
    expect(promised.getByText("超时 1天4小时")).toBeVisible();
    expect(screen.getByText("已停 1 个")).toBeVisible();
    expect(screen.queryByRole("group", { name: "平台时限" })).toBeNull();
  });

  it("a promised one is put off where it stands, without asking for its code", async () => {
    show();
    fireEvent.click(await screen.findByRole("button", { name: "延期 答复" }));
    expect(screen.queryByRole("button", { name: "延期 修理" })).toBeNull();
    const dialog = within(await screen.findByRole("dialog", { name: "延期 “答复”" }));
    expect(dialog.queryByLabelText(/时限/)).toBeNull();
    const user = userEvent.setup({ delay: null });
    await user.type(dialog.getByLabelText(/延至/), "2026-03-10{Enter}");
    await user.type(dialog.getByLabelText(/延期原因/), "厂家未回");
    await user.type(dialog.getByLabelText(/怎样告知/), "电话{Enter}");
    await waitFor(() => expect(did).toEqual([
      { kind: "repair", id: "w1", event: "extend", version: 7, input: { clock: "reply", new_due: "2026-03-10", extension_reason: "厂家未回", told: "电话" } },
    ]));
  });

  it("nobody who may not is offered it", async () => {
    view = { ...VIEW, record: { ...VIEW.record, buttons: VIEW.record.buttons.filter(({ event }) => event !== "extend") } };
    show();
    await screen.findByRole("group", { name: "自家承诺" });
    expect(screen.queryByRole("button", { name: /延期/ })).toBeNull();
  });
});

describe("a panel of another feature", () => {
  function Bench({ view: { record }, begin }: CasePartProps) {
    return <section aria-label="维修台">{record.number}<button type="button" onClick={begin("book")}>领料去</button></section>;
  }
  function Forms({ asked, perform, onClose }: CaseFormsProps) {
    return asked?.event !== "book" ? null : <button type="button" onClick={() => void perform("book", { parts: ["发热盘"] }).then(onClose)}>领发热盘</button>;
  }
  const panels: CasePanels = {
    repair: { Panel: lazy(async () => ({ default: Bench })), Forms, forms: ["book"], primary: ["book"], headline: () => "第 2 次修理", keys: [{ chord: "r", events: ["book"], label: "领料" }] },
  };

  it("stands in the frame when it is loaded, and its forms answer the steps that are its own", async () => {
    show(panels);
    expect(await screen.findByRole("region", { name: "维修台" })).toHaveTextContent("WX-3F-00001");
    expect(screen.getByText("维修单 · 第 2 次修理")).toBeVisible();
    expect((await header()).getByRole("button", { name: "领料…" })).toHaveClass("ant-btn-primary");
    await userEvent.setup({ delay: 60 }).keyboard("r");
    fireEvent.click(await screen.findByRole("button", { name: "领发热盘" }));
    await waitFor(() => expect(did).toEqual([{ kind: "repair", id: "w1", event: "book", input: { parts: ["发热盘"] }, version: 7 }]));
    await waitFor(() => expect(screen.queryByRole("button", { name: "领发热盘" })).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "领料去" }));
    expect(await screen.findByRole("button", { name: "领发热盘" })).toBeVisible();
  });
});

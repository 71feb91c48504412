import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseFilter, CaseRow, StateCount, ViewCount } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp, testSession } from "@/test/render";
import { HomeScreen } from ".";

const COUNTS: StateCount[] = [{ kind: "quality_case", state: "accepted", state_label: "已受理", ended: false, count: 4, late: 1 }];
const view = (name: string, label: string, count: number): ViewCount => ({ name, label, says: `${label}的单`, mine: name === "mine", count });
const VIEWS = [view("mine", "我的队列", 2), view("due_today", "今天到期", 6), view("late", "已超时", 1), view("inspect", "待验收", 0)];
const row = (at: number): CaseRow => ({
  id: `c${at}`, kind: "quality_case", kind_label: "售后单", number: `SH-${at}`, title: "洗衣机", state: "accepted", state_label: "已受理", ended: false, owner: "小李",
  consumer: "张*", order_no: null, shop: null, lane: "law", due_at: "2026-03-05T08:00:00Z", opened_at: "2026-03-01T08:00:00Z", late: false, next: "判定", version: 1,
});
const NOTE = { id: "n1", number: "", state_label: "待看", values: { words: "张女士下午三点再来电", author: "小王", created_ms: Date.parse("2026-03-05T01:00:00Z") } };

let counts: StateCount[];
let notes: unknown[];
const asked = vi.fn<(filter: CaseFilter) => void>();
const did = vi.fn();
let stop: () => void;
beforeEach(() => {
  [counts, notes] = [COUNTS, [NOTE]];
  stop = answerCalls((name, input) => {
    if (name === "cases.list") asked(input as CaseFilter);
    if (name === "records.do") {
      did(input);
      return { id: "n1", number: "", state: "dealt_with", state_label: "已处理", version: 2, kinds: [], undoable: true };
    }
    const answers: Record<string, unknown> = {
      "cases.counts": counts, "cases.views": VIEWS, "cases.list": { rows: [row(1), row(2)], after: null, misses: [] },
      "records.kinds": [{ kind: "quality_case", label: "售后单", states: [], creates: true, is_case: true }],
      "records.list": { label: "交班留言", fields: [], rows: notes, after: null },
    };
    return answers[name];
  });
});
afterEach(() => {
  stop();
  asked.mockReset();
  did.mockReset();
});

describe("the workbench", () => {
  it("opens with my queue, the ready views with their counts, and the notes; axe finds no fault", async () => {
    const { container } = renderInApp(<HomeScreen />);
    const table = await screen.findByRole("grid", { name: "我的队列" });
    expect(await within(table).findByRole("rowheader", { name: "SH-1" })).toBeVisible();
    for (const words of ["法定时限", "售后单", "张*", "洗衣机", "已受理", "判定", "剩"]) expect(table).toHaveTextContent(words);
    expect(within(screen.getByRole("group", { name: "视图" })).getAllByRole("button").map((chip) => chip.textContent)).toEqual(["我的队列 2", "今天到期 6", "! 已超时 1", "待验收 0"]);
    expect(asked).toHaveBeenLastCalledWith({ view: "mine" });
    expect(screen.getByText("张女士下午三点再来电")).toBeInTheDocument();
    expect(await faults(container)).toEqual([]);
  });

  it("a view narrows the list, and is left by a second press", async () => {
    const user = userEvent.setup();
    renderInApp(<HomeScreen />);
    await user.click(await screen.findByRole("button", { name: "已超时 1" }));
    await waitFor(() => expect(asked).toHaveBeenLastCalledWith({ view: "late" }));
    const chip = screen.getByRole("button", { name: "已超时 1" });
    expect(chip).toHaveAttribute("aria-pressed", "true");
    await user.click(chip);
    expect(screen.getByRole("button", { name: "我的队列 2" })).toHaveAttribute("aria-pressed", "true");
  });

  it("the figures of today open their rows", async () => {
    const user = userEvent.setup();
    renderInApp(<HomeScreen />);
    await user.click(await screen.findByRole("button", { name: "6 件今天到期" }));
    await waitFor(() => expect(asked).toHaveBeenLastCalledWith({ view: "due_today" }));
  });

  it("a note is dealt with, and the step can be taken back", async () => {
    const user = userEvent.setup();
    const { parts } = renderInApp(<HomeScreen />);
    await user.click(await screen.findByRole("button", { name: "已处理" }));
    expect(did).toHaveBeenCalledWith({ kind: "shift_note", id: "n1", event: "deal_with", input: {}, version: null });
    expect(parts.undo.list().map(({ text }) => text)).toEqual(["已处理留言"]);
  });

  it("Ctrl+Enter leaves a note for the next shift", async () => {
    const user = userEvent.setup();
    notes = [];
    renderInApp(<HomeScreen />);
    expect(await screen.findByText("没有待看的留言。")).toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: "给下一班留言" }), "机器已寄出");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(did).toHaveBeenCalledWith({ kind: "shift_note", id: null, event: "write", input: { words: "机器已寄出" }, version: null });
    expect(screen.getByRole("textbox", { name: "给下一班留言" })).toHaveValue("");
  });

  it("an empty shop shows the first steps", async () => {
    counts = [];
    const { container } = renderInApp(<HomeScreen />);
    expect(await screen.findByRole("button", { name: "导入订单" })).toBeVisible();
    expect(screen.getByRole("button", { name: "登记售后单" })).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("who may neither import nor register is not sent there", async () => {
    counts = [];
    renderInApp(<HomeScreen />, { session: testSession("technician") });
    expect(await screen.findByText("还没有售后单")).toBeVisible();
    expect(screen.queryByRole("button", { name: "导入订单" })).toBeNull();
  });
});

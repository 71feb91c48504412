import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useLocation } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BulkDone, BulkRow, Button, CaseRow, FieldView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { CaseTable } from ".";

const row = (at: number): CaseRow => ({
  id: `c${at}`, kind: "quality_case", kind_label: "售后单", number: `SH-${at}`, title: "洗衣机", state: "accepted", state_label: "已受理", ended: false, owner: "小李",
  consumer: "张*", order_no: null, shop: null, lane: "promise", due_at: "2026-03-05T08:00:00Z", opened_at: "2026-03-01T08:00:00Z", late: false, next: "判定", version: at,
});
const field = (name: string, label: string, type: string, of: string | null = null): FieldView => ({ name, label, type, choices: [], of, required: true, masked: false, help: "" });
const button = (event: string, label: string, given: Partial<Button> = {}): Button => ({ event, label, enabled: true, why: null, asks: [], grave: false, clause: "", ...given });
const BUTTONS = [
  button("note", "备注", { asks: [field("words", "内容", "long_text")] }),
  button("rule", "判定"),
  button("tell", "出具告知书", { enabled: false, why: "判定正在复核，复核后才能告知消费者" }),
];
const OWNER = [field("owner", "负责人", "ref", "account")];

const did = vi.fn();
const bulk = vi.fn<(input: Record<string, unknown>) => void>();
let answer: (name: string, input: Record<string, unknown>) => unknown;
let stop: () => void;
const bulkRow = (at: number, given: Partial<BulkRow> = {}): BulkRow => ({ kind: "quality_case", id: `c${at}`, number: `SH-${at}`, ok: true, message: null, guard: null, version: at + 1, undoable: true, ...given });
const result = (rows: BulkRow[]): BulkDone => ({ rows, done: rows.filter(({ ok }) => ok).length, refused: rows.filter(({ ok }) => !ok).length, cancelled: false });

beforeEach(() => {
  answer = () => undefined;
  stop = answerCalls((name, given) => {
    const input = given as Record<string, unknown>;
    const own = answer(name, input);
    if (own !== undefined) return own;
    if (name === "records.do" || name === "records.undo") {
      did(name, input);
      return { id: input.id, number: `SH-${String(input.id).slice(1)}`, state: "ruled", state_label: "已判定", version: 9, kinds: [], undoable: name === "records.do" };
    }
    if (name === "cases.bulk") {
      bulk(input);
      const items = input.items as { id: string }[];
      const rows = items.map(({ id }) => (id === "c2" ? bulkRow(2, { ok: false, message: "售后单现在是“已判定”，不能“受理”", undoable: false }) : bulkRow(Number(id.slice(1)))));
      return result(rows);
    }
    if (name === "cases.bulk_undo") {
      bulk({ undo: input.items });
      return result((input.items as { id: string }[]).map(({ id }) => bulkRow(Number(id.slice(1)))));
    }
    const answers: Record<string, unknown> = {
      "cases.list": { rows: [row(1), row(2), row(3)], after: null, misses: [] },
      "records.kinds": [{ kind: "quality_case", label: "售后单", states: [], creates: true, is_case: true }],
      "records.show": { kind: "quality_case", kind_label: "售后单", id: input.id, number: "SH-1", state: "accepted", state_label: "已受理", version: 1, created_ms: 0, fields: [], values: {}, buttons: BUTTONS, papers: [] },
      "cases.bulk_steps": [{ event: "accept", label: "受理", asks: [], fits: 2 }, { event: "assign", label: "转交", asks: OWNER, fits: 3 }],
      "staff.colleagues": [{ id: "a1", name: "小王", role_label: "客服" }],
    };
    return answers[name];
  });
});
afterEach(() => {
  stop();
  did.mockReset();
  bulk.mockReset();
});

function Address() {
  return <p data-testid="address">{useLocation().pathname}</p>;
}
async function show() {
  const rendered = renderInApp(<><Address /><CaseTable label="我的队列" name="queue" filter={{ view: "mine" }} empty={<p>没有</p>} /></>);
  await screen.findByRole("rowheader", { name: "SH-1" });
  // Keys that follow each other at once are a scanner's.
  return { ...rendered, user: userEvent.setup({ delay: 60 }) };
}

describe("keys on the row in hand", () => {
  it("Enter opens the case", async () => {
    const { user } = await show();
    await user.keyboard("jj{Enter}");
    expect(screen.getByTestId("address")).toHaveTextContent("/cases/c2");
  });

  it("R rules in place, and the step can be taken back by a reversing entry", async () => {
    const { user, parts } = await show();
    await user.keyboard("jr");
    await waitFor(() => expect(did).toHaveBeenCalledWith("records.do", { kind: "quality_case", id: "c1", event: "rule", input: {}, version: 1 }));
    await waitFor(() => expect(parts.undo.list()).toMatchObject([{ text: "已判定 SH-1" }]));
    parts.undo.undoLast();
    await waitFor(() => expect(did).toHaveBeenLastCalledWith("records.undo", { kind: "quality_case", id: "c1", version: 9 }));
    expect(screen.getByTestId("address")).toHaveTextContent("/");
  });

  it("N asks for a note; Ctrl+Enter saves it and goes on to the next row", async () => {
    const { user } = await show();
    await user.keyboard("jn");
    const dialog = await screen.findByRole("dialog");
    await user.type(await within(dialog).findByRole("textbox", { name: /内容/ }), "已回电");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(did).toHaveBeenCalledWith("records.do", { kind: "quality_case", id: "c1", event: "note", input: { words: "已回电" }, version: 1 }));
    await waitFor(() => expect(screen.getByRole("row", { name: /SH-2/ })).toHaveFocus());
  });

  it("S lists the steps, and says why one is not possible; axe finds no fault", async () => {
    const { user } = await show();
    await user.keyboard("js");
    const dialog = await screen.findByRole("dialog");
    const steps = within(await within(dialog).findByRole("list", { name: "可做的步骤" })).getAllByRole("button");
    expect(steps.map((step) => step.textContent)).toEqual(["备注…", "判定", "出具告知书判定正在复核，复核后才能告知消费者"]);
    await user.click(steps[2] as HTMLElement);
    expect(did).not.toHaveBeenCalled();
    expect(await faults(document.body)).toEqual([]);
    await user.click(steps[1] as HTMLElement);
    await waitFor(() => expect(did).toHaveBeenCalledOnce());
  });

  it("a step that the case has not is said, with the way to the case", async () => {
    answer = (name) => (name === "records.show" ? { kind: "quality_case", kind_label: "售后单", id: "c1", number: "SH-1", state: "told", state_label: "已告知", version: 1, created_ms: 0, fields: [], values: {}, buttons: [], papers: [] } : undefined);
    const { user } = await show();
    await user.keyboard("jr");
    expect(await screen.findByText(/现在是“已告知”，没有“判定”这一步/)).toBeVisible();
    expect(screen.getByRole("link", { name: "打开这张单" })).toHaveAttribute("href", "/cases/c1");
  });

  it("without a row the keys say so", async () => {
    const { parts } = await show();
    expect(parts.keys.active().find(({ chord }) => chord === "s")?.disabledReason).toBe("先用 J 或 K 选一行");
  });
});

describe("many at once", () => {
  it("tries first, names what is refused and why, does the rest, and takes it back", async () => {
    const { user, parts } = await show();
    await user.click(screen.getByRole("checkbox", { name: "勾选全部已列出的行" }));
    await user.click(screen.getByRole("button", { name: "成批办理 3 件…" }));
    await user.click(await screen.findByRole("button", { name: /^受理/ }));
    expect(await screen.findByText("可办 2 件，不可办 1 件")).toBeVisible();
    expect(screen.getByRole("region", { name: "没有办理的" })).toHaveTextContent("1 件：售后单现在是“已判定”，不能“受理”SH-2");
    expect(bulk).toHaveBeenCalledWith(expect.objectContaining({ dry_run: true, event: "accept", verb: "受理" }));
    expect(await faults(document.body)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "受理 2 件" }));
    expect(await screen.findByText("已受理 2 件，1 件没有办")).toBeVisible();
    expect(bulk).toHaveBeenLastCalledWith(expect.objectContaining({
      dry_run: false,
      items: [{ kind: "quality_case", id: "c1", version: 1 }, { kind: "quality_case", id: "c3", version: 3 }],
    }));
    parts.undo.undoLast();
    await waitFor(() => expect(bulk).toHaveBeenLastCalledWith({ undo: [{ kind: "quality_case", id: "c1", version: 2 }, { kind: "quality_case", id: "c3", version: 4 }] }));
  });

  it("A hands over all that are ticked: to whom is asked once", async () => {
    const { user } = await show();
    await user.keyboard("jxjxa");
    expect(await screen.findByRole("button", { name: "试办“转交”" })).toBeVisible();
    expect(screen.getByRole("dialog", { name: "成批办理 2 件" })).toBeInTheDocument();
    expect(bulk).not.toHaveBeenCalled();
  });
});

it("pasted numbers that lead nowhere are named", async () => {
  answer = (name) => (name === "cases.list" ? { rows: [row(1)], after: null, misses: ["SH-99", "777"] } : undefined);
  await show();
  expect(screen.getByRole("region", { name: "没有找到的单号" })).toHaveTextContent("2 个没有找到售后单");
  expect(screen.getByText("SH-99、777")).toBeVisible();
});

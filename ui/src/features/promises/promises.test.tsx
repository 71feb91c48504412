import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes, useLocation } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import type { PromiseRow } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { BreachesScreen, PromisesScreen } from ".";
import { addUp, ordersOf, rateText } from "./figures";
import { breach, FULFILMENT, promise, RECORD } from "./testing";

let board: PromiseRow[];
let mayDraft: boolean;
let calls: { name: string; input: Record<string, unknown> }[];

beforeEach(() => {
  board = [promise(), promise({ id: "p-2", number: "CN-3F-00002-M", title: "免费取旧", rate: null, over_promised: false, warn_below: null, owed_cases: 0, owed_fen: 0, paid_fen: 0, state: "draft", state_label: "草稿", counts: { kept: 0, broken: 0, pending: 0, overdue: 0, unclear: 0, void: 0 } })];
  mayDraft = true;
  calls = [];
  return answerCalls((name, input) => {
    calls.push({ name, input: input as Record<string, unknown> });
    const asked = input as { kind?: string; only?: unknown };
    if (name === "promises.board") return { rows: board };
    if (name === "records.kinds") return [];
    if (name === "records.new") return mayDraft ? [{ event: "draft", label: "起草承诺", enabled: true, why: null, asks: [{ name: "title", label: "承诺名称", type: "text", choices: [], of: null, required: true, masked: false, help: "" }], grave: false, clause: "" }] : [];
    if (name === "records.show") return asked.kind === "fulfilment" ? FULFILMENT : RECORD;
    if (name === "records.list") return { label: "违诺", fields: [], rows: [breach("1"), breach("2", { amount_fen: null })], after: null };
    if (name === "records.do") return { id: "p-1", number: "CN-3F-00001-K", state: "withdrawn", state_label: "已撤回", version: 7, kinds: ["promise"], undoable: false };
    return {};
  });
});

function Address() {
  const { pathname, search } = useLocation();
  return <output>{`${pathname}${search}`}</output>;
}

function show(path = "/promises") {
  return renderInApp(
    <>
      <Routes>
        <Route path="/promises" element={<PromisesScreen />} />
        <Route path="/promises/breaches" element={<BreachesScreen />} />
        <Route path="*" element={null} />
      </Routes>
      <Address />
    </>,
    { path },
  );
}

const address = () => decodeURIComponent(document.querySelector("output")?.textContent ?? "");

describe("figures", () => {
  it("are never shown better than they are, and nothing decided is no rate", () => {
    expect([rateText(9999), rateText(10_000), rateText(0), rateText(null)]).toEqual(["99.99%", "100.00%", "0.00%", "—"]);
  });

  it("open the rows that were counted, in the period that was counted", () => {
    const path = new URLSearchParams(ordersOf("p-1", { from: "2026-03-01", to: "" }, ["kept"]).split("?")[1]).get("only");
    expect(path).toBe("promise_id:p-1;started_at:2026-03-01..;state:kept");
  });

  it("add up over the board", () => {
    expect(addUp([promise(), promise({ state: "draft", owed_fen: 500, over_promised: false })])).toEqual({ published: 1, owedCases: 6, owedFen: 3500, over: 1 });
  });
});

describe("承诺看板", () => {
  it("says how each promise is kept; a rate below its line is said in words; every figure is a way to its rows", async () => {
    const { container } = show();
    const row = await screen.findByRole("row", { name: /48 小时/ });
    expect(within(row).getByText(/90\.00%/)).toHaveTextContent("低于预警线 95%");
    expect(screen.getByText(/公示中 1 项；应赔未赔 3 单 ¥30\.00；1 项履约率低于预警线/)).toBeVisible();
    fireEvent.click(within(row).getByRole("link", { name: /违诺 20/ }));
    expect(address()).toBe("/records/fulfilment?only=promise_id:p-1;state:broken");
    expect(await faults(container)).toEqual([]);
  });

  it("the overdue of the pending open apart, and sums open the breaches", async () => {
    show("/promises?from=2026-03-01&to=2026-03-31");
    const row = await screen.findByRole("row", { name: /48 小时/ });
    expect(calls.find(({ name }) => name === "promises.board")?.input).toEqual({ from: "2026-03-01", to: "2026-03-31" });
    const to = (name: RegExp) => decodeURIComponent(within(row).getByRole("link", { name }).getAttribute("href") ?? "");
    expect(to(/到期待核 2/)).toContain("started_at:2026-03-01..2026-03-31;state:pending;due_at:..2026-03-05");
    expect(to(/应赔未赔/)).toContain("breach?only=promise_id:p-1;state:broken|paying");
    expect(to(/已赔 ¥/)).toContain("state:paid;paid_on:2026-03-01..2026-03-31");
    expect(within(screen.getByRole("row", { name: /免费取旧/ })).queryByRole("link")).toBeNull();
  });

  it("a promise that is opened shows its words, why a step is not possible, and is withdrawn on the version that was seen", async () => {
    const { container } = show("/promises?p=p-1");
    expect(await screen.findByText(/超时按实付金额的 5% 赔付/)).toBeVisible();
    expect(screen.getByText(/新版 CN-3F-00002-M 还在办理/)).toBeVisible();
    expect(screen.getByRole("link", { name: "上一版" })).toHaveAttribute("href", "/records/promise/p-0");
    fireEvent.click(screen.getByRole("button", { name: "撤回…" }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.change(dialog.getByLabelText(/撤回原因/), { target: { value: "仓库搬迁" } });
    fireEvent.click(dialog.getByRole("button", { name: "撤回" }));
    const withdrawn = { kind: "promise", id: "p-1", event: "withdraw", input: { end_reason: "仓库搬迁" }, version: 6 };
    await waitFor(() => expect(calls.find(({ name }) => name === "records.do")?.input).toEqual(withdrawn));
    expect(await faults(container)).toEqual([]);
  });

  it("without promises it names the first step and its key; who may not draft reads whose step it is", async () => {
    board = [];
    const first = show();
    expect(await screen.findByText("还没有服务承诺")).toBeVisible();
    await userEvent.setup({ delay: 60 }).keyboard("n");
    expect(await screen.findByRole("dialog")).toHaveTextContent("起草承诺");
    first.unmount();
    mayDraft = false;
    show();
    expect(await screen.findByText(/经理起草并公示以后/)).toBeVisible();
  });
});

describe("违诺赔付", () => {
  it("a sum opens to how it was found and computed; what could not be computed says so", async () => {
    const { container } = show("/promises/breaches");
    const working = await screen.findByRole("region", { name: "WN-3F-1 的计算" });
    expect(await within(working).findByText(/晚于到期 1 天/)).toBeVisible();
    expect(within(working).getByText(/实付 ¥200\.00 × 5% = ¥10\.00/)).toBeVisible();
    expect(calls.find(({ name }) => name === "records.list")?.input).toMatchObject({ kind: "breach", only: [{ field: "state", is: ["broken", "paying"] }] });
    fireEvent.focus(screen.getByRole("row", { name: /WN-3F-2/ }));
    expect(await screen.findByRole("region", { name: "WN-3F-2 的计算" })).toHaveTextContent("应赔 待核定");
    fireEvent.doubleClick(screen.getByRole("row", { name: /WN-3F-2/ }));
    expect(address()).toBe("/cases/2");
    expect(await faults(container)).toEqual([]);
  });
});

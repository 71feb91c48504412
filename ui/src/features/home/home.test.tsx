import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { CaseRow, StateCount } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp, testSession } from "@/test/render";
import { HomeScreen } from ".";
import { addUp, listOf } from "./counts";

const count = (state: string, n: number, late: number, ended = false): StateCount => ({ kind: "quality_case", state, state_label: state, ended, count: n, late });
const COUNTS = [count("accepted", 4, 1), count("told", 2, 0), count("done", 9, 3, true), count("sent", 0, 0)];
const row = (at: number): CaseRow => ({
  id: `c${at}`, kind: "quality_case", kind_label: "售后单", number: `SH-${at}`, title: "洗衣机", state: "accepted", state_label: "已受理", ended: false, owner: "小李",
  consumer: "张*", order_no: null, shop: null, lane: "law", due_at: "2026-03-05T08:00:00Z", opened_at: "2026-03-01T08:00:00Z", late: false, next: "判定", version: 1,
});
let counts: StateCount[];
let asked: unknown;
beforeEach(() => {
  counts = COUNTS;
  return answerCalls((name, input) => {
    if (name === "cases.list") asked = input;
    return name === "cases.counts" ? counts : { rows: Array.from({ length: 14 }, (_, at) => row(at)), after: null };
  });
});

describe("HomeScreen", () => {
  it("every figure opens its rows; only my nearest ten are listed", async () => {
    const { container } = renderInApp(<HomeScreen />);
    expect(await screen.findByRole("link", { name: "6 件在办" })).toHaveAttribute("href", "/cases");
    expect(screen.getByRole("link", { name: "1 件超时" })).toHaveAttribute("href", "/cases?late=1");
    expect(screen.getByRole("link", { name: "accepted 4" })).toHaveAttribute("href", "/cases?state=accepted");
    expect(screen.getByRole("link", { name: "超时 1" })).toHaveAttribute("href", "/cases?state=accepted&late=1");
    expect(screen.queryByText(/sent/)).toBeNull();
    const table = screen.getByRole("grid", { name: "我的售后单" });
    expect(await within(table).findAllByRole("row")).toHaveLength(11);
    expect(asked).toMatchObject({ mine: true, which: "open" });
    expect(await faults(container)).toEqual([]);
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
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("counts", () => {
  it("ended ones are not open", () => expect(addUp(COUNTS)).toMatchObject({ total: 6, late: 1 }));
  it.each([
    [{}, "/cases"],
    [{ late: true }, "/cases?late=1"],
    [{ state: "told" }, "/cases?state=told"],
  ])("%j leads to %s", (filter, path) => expect(listOf(filter)).toBe(path));
});

import { screen, within } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import type { ChainUnit, CoverTerm, Passport, RecordView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { PassportScreen } from ".";
import { daysOf, termWords } from "./days";

const term = (given: Partial<CoverTerm> = {}): CoverTerm => ({
  part: null, start: "2025-05-12", months: 12, expires_raw: "2026-05-12", expires: "2026-05-22", extension_days: 10, restarted: false, covers: true, confidence: "verified", ...given,
});

const PASSPORT: Passport = {
  id: "u1", serial: "SN20260001", state_label: "在用", title: "晨光 洗衣机", product: "洗衣机", model: "XQB-7", order_no: "2025051200001", invoice_date: "2025-05-12",
  received_date: "2025-05-14", installed_date: null, exchanged_date: null, as_of: "2026-03-05", cover_problem: null,
  cover: {
    rule_set: "first_batch_1995", rule_title: "《部分商品修理更换退货责任规定》", catalogue_version: "builtin", product: "洗衣机", unit: term(),
    parts: [term({ part: "电动机", months: 36, expires_raw: "2028-05-12", expires: "2028-05-22" })],
    counted: [{ in: "2025-09-01", out: "2025-09-11", days: 10 }], day7_last: "2025-05-21", day15_last: "2025-05-29",
    working: [{ text: "整机三包期：2025-05-12 起 12 个月", clause: "第八条", result: "2026-05-12", passed: null, confidence: "verified" }], warnings: [],
  },
  repairs: [{
    id: "w1", number: "WX-1", state_label: "完成", sent_in: "2025-09-01", out: "2025-09-11", days: { total: 10, ordinary: 6, parts_not_supplied: 4, repairer: 0, consumer: 0, other: 0 },
    counted_days: 10, charged: false, fault_found: "轴承磨损", outcome: "修复",
  }],
  chain: [{ id: "u1", serial: "SN20260001", state_label: "在用", exchanged_date: null, swap_reason: null, here: true }],
  open_cases: [{ kind: "quality_case", id: "c1", number: "SH-1", kind_label: "售后单", state_label: "已受理" }],
};

const UNIT: RecordView = {
  kind: "serial_unit", kind_label: "序列号", id: "u1", number: "", state: "in_use", state_label: "在用", version: 4, created_ms: 0, fields: [], values: {}, papers: [],
  buttons: [{ event: "swap", label: "换新机", enabled: true, why: null, asks: [], grave: true, clause: "" }],
};

let passport: Passport;
beforeEach(() => {
  passport = PASSPORT;
  return answerCalls((name) => (name === "passport.show" ? passport : UNIT));
});

const show = () => renderInApp(<Routes><Route path="passport/:id" element={<PassportScreen />} /></Routes>, { path: "/passport/u1" });

describe("PassportScreen", () => {
  it("tells the period of the whole and of every main part, and what pushed it back", async () => {
    const { container } = show();
    const terms = within(await screen.findByRole("table", { name: "整机和主要部件的三包期" }));
    expect(terms.getByRole("row", { name: /整机 12 个月 至 2026-05-22（顺延 10 天） ✓ 在期内/ })).toBeVisible();
    expect(terms.getByRole("row", { name: /电动机 36 个月 至 2028-05-22/ })).toBeVisible();
    expect(screen.getByRole("img", { name: /期满 2026-05-22.*维修 2025-09-01 至 2025-09-11/ })).toBeVisible();
    expect(screen.getByText("计入，顺延 10 天")).toBeVisible();
    expect(screen.getByRole("link", { name: "SH-1" })).toHaveAttribute("href", "/cases/c1");
    expect(screen.queryByText("换货经过")).toBeNull();
    expect(await screen.findByRole("button", { name: "换新机…" })).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("says why nothing can be said, and shows the chain", async () => {
    const old: ChainUnit = { id: "u0", serial: "SN1", state_label: "已换新", exchanged_date: null, swap_reason: "两次修理", here: false };
    const now: ChainUnit = { ...old, id: "u1", serial: "SN20260001", state_label: "在用", exchanged_date: "2025-08-01", swap_reason: null, here: true };
    passport = { ...PASSPORT, cover: null, cover_problem: "请填写发票日期", chain: [old, now] };
    show();
    expect(await screen.findByText("请填写发票日期")).toBeVisible();
    expect(screen.getByRole("link", { name: "SN1" })).toHaveAttribute("href", "/passport/u0");
    expect(screen.getByText("2025-08-01 换来，三包期自这天重新计算")).toBeVisible();
  });
});

describe("days", () => {
  it("leaves windows of the first sale out of the period of an exchanged unit", () => {
    const exchanged = { ...PASSPORT, cover: { ...PASSPORT.cover, unit: term({ start: "2025-08-01" }) } as Passport["cover"] };
    expect(daysOf(exchanged)?.marks.map(({ label }) => label)).toEqual(["起算", "原期满", "期满"]);
    expect(daysOf({ ...PASSPORT, cover: null })).toBeNull();
  });

  it.each([
    [term({ extension_days: 0 }), "至 2026-05-22"],
    [term({ restarted: true, start: "2026-03-04" }), "至 2026-05-22（顺延 10 天，自更换之日 2026-03-04 重算）"],
    [term({ expires: null }), "期限未查到，请核对三包凭证"],
  ])("%#", (given, words) => expect(termWords(given)).toBe(words));
});

import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { LedgerScreen } from ".";

const ITEM = { place: "3F/1/207", at: "2026-03-05T02:00:00Z", who: "小李", kind_label: "售后单", kind: "quality_case", record: "c1", event: "accept", label: "受理", changes: [{ label: "状态", old: "待受理", new: "已受理", guarded: true }], hash: "ab".repeat(32) };
const ACCESSES = [{ day: "2026-03-05", who: "小李", reveals: 3, exports: 1, unmasked: 0, denied: 2 }];
const DETAILS = { entries: 207, altered_pages: [], structure: [], broken: [], cut_off: [], altered_papers: [], different: [], replayed: true, anchored_up_to: null };

let stop: () => void = () => undefined;
afterEach(() => stop());

function core(verdict: object) {
  stop = answerCalls((name) => {
    if (name === "ledger.list") return { items: [ITEM], before: null, total: 207 };
    if (name === "reveals.summary") return ACCESSES;
    if (name === "staff.colleagues") return [{ id: "a1", name: "小李", role_label: "客服" }];
    if (name === "ledger.verify") return verdict;
    throw new Error(`unexpected ${name}`);
  });
}

describe("LedgerScreen", () => {
  it("opens an entry with its changes and its hash; axe finds no fault", async () => {
    core({});
    const user = userEvent.setup({ delay: 60 });
    const { container } = renderInApp(<LedgerScreen />);
    await screen.findByRole("rowheader", { name: "3F/1/207" });
    expect(screen.getByText("台账：207 行")).toBeVisible();
    expect(await screen.findByRole("row", { name: "2026-03-05 小李 3 1 0 2" })).toBeVisible();
    expect(await faults(container)).toEqual([]);
    await user.keyboard("j{Enter}");
    expect(await screen.findByRole("row", { name: "状态 待受理 已受理" })).toBeVisible();
    expect(screen.getByText(ITEM.hash)).toBeVisible();
  });

  it("says what was proven and what was not", async () => {
    core({ sound: true, headline: "台账完整，没有被改动。", findings: [], details: DETAILS });
    const user = userEvent.setup();
    renderInApp(<LedgerScreen />);
    await user.click(await screen.findByRole("button", { name: /核\s?验/ }));
    expect(await screen.findByText(/台账完整，没有被改动/)).toBeVisible();
    expect(screen.getByText(/证明不了整个文件没有被换成/)).toBeVisible();
  });

  it("lists every finding", async () => {
    core({ sound: false, headline: "发现 2 处问题。", findings: ["第 3 条的指纹对不上", "通知书 TZ-1 被改动"], details: { ...DETAILS, replayed: false } });
    const user = userEvent.setup();
    renderInApp(<LedgerScreen />);
    await user.click(await screen.findByRole("button", { name: /核\s?验/ }));
    expect(await screen.findByText("通知书 TZ-1 被改动")).toBeVisible();
    expect(screen.getByText(/没有能从头重放/)).toBeVisible();
  });
});

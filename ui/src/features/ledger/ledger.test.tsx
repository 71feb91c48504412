import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { LedgerScreen } from ".";

const ITEM = { place: "3F/1/207", at: "2026-03-05T02:00:00Z", who: "小李", kind_label: "售后单", kind: "quality_case", record: "c1", event: "accept", label: "受理", changes: [{ label: "状态", old: "待受理", new: "已受理", guarded: true }], hash: "ab".repeat(32) };
const ACCESSES = [{ day: "2026-03-05", who: "小李", reveals: 3, exports: 1, unmasked: 0, denied: 2 }];
const DETAILS = { entries: 207, altered_pages: [], structure: [], broken: [], cut_off: [], contradicted: [], bad_signatures: [], signed_heads: 12, altered_papers: [], missing_files: [], altered_files: [], different: [], replayed: true, anchored_up_to: null, anchor: null, unanchored: 207, unanchored_since: "2026-03-01T02:00:00Z" };
const ANCHOR = { kind: "paper", label: "打印的核验点", at: "2026-03-05T02:00:00Z", place: "HY-3F-00001-K", seat: "3F/1", seq: 200, hash: "cd".repeat(32), state: "same" };

let stop: () => void = () => undefined;
let asked: unknown = null;
let letGo: () => void = () => undefined;
afterEach(() => stop());

function core(verdict: object, anchors: object[] = []) {
  stop = answerCalls((name, input) => {
    if (name === "anchors.list") return { anchors, unanchored: 7 };
    if (name === "anchors.check") {
      asked = input;
      return { result: "cut_off", words: "台账不到第 200 条：末尾被截短。", seq: 200, signed: false };
    }
    if (name === "ledger.list") return { items: [ITEM], before: null, total: 207 };
    if (name === "reveals.summary") return ACCESSES;
    if (name === "staff.colleagues") return [{ id: "a1", name: "小李", role_label: "客服" }];
    if (name === "ledger.verify") return verdict;
    if (name === "jobs.progress") return { done: 62 };
    if (name === "jobs.cancel") return void letGo();
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
    await user.click(await screen.findByRole("button", { name: /^核\s?验$/ }));
    expect(await screen.findByText(/台账完整，没有被改动/)).toBeVisible();
    expect(screen.getByText(/证明不了整个文件没有被换成/)).toBeVisible();
  });

  it("tells how far a long check is, and stops it without a verdict", async () => {
    const refusal = { code: "cancelled", message: "已停止核验，没有得出结论。", field: null, guard: null, retryable: false, trace_id: "1" };
    core(new Promise((_, refuse) => { letGo = () => refuse(refusal); }));
    const user = userEvent.setup();
    renderInApp(<LedgerScreen />);
    await user.click(await screen.findByRole("button", { name: /^核\s?验$/ }));
    expect(await screen.findByText(/62 \/ 100/, undefined, { timeout: 3_000 })).toBeVisible();
    await user.click(await screen.findByRole("button", { name: /^取\s?消$/ }, { timeout: 4_000 }));
    expect(await screen.findByText(/没有得出结论/)).toBeVisible();
    expect(screen.queryByText(/台账完整/)).toBeNull();
  });

  it("lists every finding", async () => {
    core({ sound: false, headline: "发现 2 处问题。", findings: ["第 3 条的指纹对不上", "通知书 TZ-1 被改动"], details: { ...DETAILS, replayed: false } });
    const user = userEvent.setup();
    renderInApp(<LedgerScreen />);
    await user.click(await screen.findByRole("button", { name: /^核\s?验$/ }));
    expect(await screen.findByText("通知书 TZ-1 被改动")).toBeVisible();
    expect(screen.getByText(/没有能从头重放/)).toBeVisible();
  });

  it("tells the parts of a verdict apart, and how far it is anchored", async () => {
    core({ sound: false, headline: "发现 2 处问题。", findings: ["a", "b"], details: { ...DETAILS, cut_off: ["d/1"], bad_signatures: [{ device: "d", epoch: 1, seq: 3 }], anchored_up_to: "第 200 条（2026-03-05 的备份）", unanchored: 7 } });
    const user = userEvent.setup();
    renderInApp(<LedgerScreen />);
    await user.click(await screen.findByRole("button", { name: /^核\s?验$/ }));
    expect(await screen.findByRole("row", { name: "没有截短 ✗ 1 条链的末尾缺失" })).toBeVisible();
    expect(screen.getByRole("row", { name: "签名 ✗ 1 处签名不对" })).toBeVisible();
    expect(screen.getByRole("row", { name: "逐条相接 ✓ 核对了 207 条，首尾相接" })).toBeVisible();
    expect(screen.getByText(/第 200 条（2026-03-05 的备份）之后的 7 条还没有在别处留底/)).toBeVisible();
  });

  it("lists what is known outside and holds a typed paper against the ledger", async () => {
    core({}, [ANCHOR, { ...ANCHOR, seq: 90, state: "altered" }]);
    const user = userEvent.setup();
    const { container } = renderInApp(<LedgerScreen />);
    expect(await screen.findByText("✗ 被改写")).toBeVisible();
    expect(screen.getByText("其后还有 7 条没有留底。")).toBeVisible();
    expect(await faults(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "核对纸上的核验点" }));
    await user.type(await screen.findByLabelText("台账条数"), "200");
    await user.type(screen.getByLabelText("指纹"), "0F1A 22BC 0000 1111{Enter}");
    expect(await screen.findByText(/末尾被截短/)).toBeVisible();
    expect(asked).toEqual({ text: null, seq: 200, hash: "0F1A 22BC 0000 1111" });
  });
});

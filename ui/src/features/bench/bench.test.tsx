import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { Bench, ScanMeans } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp, testParts } from "@/test/render";
import { BenchScreen } from ".";
import { commandOf } from "./commands";
import { ARRIVES, BENCH, card, unit } from "./testing";

let bench: Bench;
let means: ScanMeans;
let asked: { name: string; input: Record<string, unknown> }[];
const calls = (name: string) => asked.filter((one) => one.name === name).map(({ input }) => input);

beforeEach(() => {
  bench = BENCH;
  means = { means: "nothing", words: "不认识" };
  asked = [];
  return answerCalls((name, input) => {
    asked.push({ name, input: input as Record<string, unknown> });
    if (name === "bench.show") {
      const { id } = input as { id: string | null };
      return id === null || id === "w1" ? bench : { ...bench, unit: unit({ title: "电饭煲" }, { id, number: `WX-${id}` }) };
    }
    if (name === "bench.scan") return means;
    if (name === "records.do") return { id: "w1", number: "", state: "diagnosed", state_label: "已检测", version: 3, kinds: [] };
    return {};
  });
});

async function scan(code: string) {
  const field = await screen.findByLabelText(/扫码或输入/);
  // Set at once: the double types so fast that the listener for scanners would take it for one.
  fireEvent.change(field, { target: { value: code } });
  await userEvent.type(field, "{Enter}");
}

describe("BenchScreen", () => {
  it("shows one unit large with its next step, five small ones below", async () => {
    const { container } = renderInApp(<BenchScreen />);
    const large = within(await screen.findByRole("region", { name: "手上这台 WX-3F-00001-A" }));
    expect(large.getByText(/脱水时异响/)).toBeVisible();
    expect(large.getByText("至 2026-11-22")).toBeVisible();
    expect(large.getByText("第 2 次，上次修好后 23 天")).toBeVisible();
    expect(large.getByText("第 12 天，其中缺件 4 天")).toBeVisible();
    expect(large.getByRole("button", { name: /检测/ })).toBeEnabled();
    expect(within(screen.getByRole("region", { name: "接下来" })).getAllByRole("button")).toHaveLength(5);
    expect(screen.getByText("后面还有 7 台")).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("the big button asks for what the step demands", async () => {
    renderInApp(<BenchScreen />);
    await userEvent.click(await screen.findByRole("button", { name: /^检测/ }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.type(dialog.getByLabelText(/检测出的故障/), "轴承磨损");
    await userEvent.click(dialog.getByRole("button", { name: "检测" }));
    await waitFor(() => expect(calls("records.do")).toEqual([{ kind: "repair", id: "w1", event: "diagnose", input: { fault_found: "轴承磨损" }, version: 2 }]));
  });

  it("a step that demands nothing is made with one scan of the command", async () => {
    bench = { ...BENCH, unit: unit({ next: "part_arrives" }, { state: "waiting_parts", state_label: "待件", buttons: [ARRIVES] }) };
    renderInApp(<BenchScreen />);
    await scan("SN:OK");
    await waitFor(() => expect(calls("records.do")).toEqual([{ kind: "repair", id: "w1", event: "part_arrives", input: {}, version: 2 }]));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("a blocked step says why and is not pressed", async () => {
    bench = { ...BENCH, unit: unit({ next: "start" }) };
    renderInApp(<BenchScreen />);
    expect(await screen.findByText("不能开始维修：收费维修要先报价", { selector: "#bench-why" })).toBeVisible();
    await scan("SN:OK");
    expect(calls("records.do")).toEqual([]);
  });

  it("SN:NEXT and digits lay another unit on the bench", async () => {
    const { parts } = renderInApp(<BenchScreen />, { parts: testParts() });
    await scan("sn:next");
    expect(await screen.findByRole("region", { name: "手上这台 WX-w2" })).toBeVisible();
    parts.keys.handle(new KeyboardEvent("keydown", { key: "3", code: "Digit3" }));
    expect(await screen.findByRole("region", { name: "手上这台 WX-w4" })).toBeVisible();
  });

  it("a label opens its unit, a part is booked, anything else is said", async () => {
    renderInApp(<BenchScreen />);
    await scan("DJ-1");
    expect(await screen.findByText("不认识")).toBeVisible();
    means = { means: "part", id: "p1", event: "arrive", words: "电动机 已到货" };
    await scan("DJ-7788");
    expect(await screen.findByText("电动机 已到货")).toBeVisible();
    expect(calls("records.do")).toEqual([{ kind: "repair_part", id: "p1", event: "arrive", input: {}, version: null }]);
    means = { means: "order", id: "w5" };
    await scan("WX-3F-00005");
    expect(await screen.findByRole("region", { name: "手上这台 WX-w5" })).toBeVisible();
    expect(calls("bench.scan").map(({ id }) => id)).toEqual(["w1", "w1", "w1"]);
  });

  it("nothing to do names the first step", async () => {
    bench = { unit: null, next: [], more: 0 };
    const { container } = renderInApp(<BenchScreen />);
    expect(await screen.findByText("没有要修的机器")).toBeVisible();
    expect(screen.getByRole("button", { name: "接修一台" })).toBeVisible();
    means = { means: "order", id: "w5" };
    await scan("WX-3F-00005");
    expect(await screen.findByRole("region", { name: "手上这台 WX-w5" })).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("what waits on the counter has no button", async () => {
    bench = { unit: unit({ next: null }, { state: "ready", state_label: "待取", buttons: [] }), next: [card(2)], more: 0 };
    renderInApp(<BenchScreen />);
    expect(await screen.findByText("等客服通知和交付")).toBeVisible();
  });
});

it.each([["SN:OK", "ok"], [" sn:next ", "next"], ["WX-1", null]])("%s is the command %s", (code, command) => expect(commandOf(code)).toBe(command));

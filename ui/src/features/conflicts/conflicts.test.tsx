import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { ConflictsScreen } from ".";

const CARD = { device: "d2", epoch: 1, seq: 7, kind: "quality_case", kind_label: "售后单", id: "c1", number: "SH-3F-00007-K", event_label: "记录消费者选择", who: "小李", at_ms: 1_772_690_400_000, field_label: "消费者所选", stands: "换同型号", brought: "免费修理", parked: true };

let stop: () => void = () => undefined;
afterEach(() => stop());

it("shows both sides and takes the card away once somebody says what was done", async () => {
  let cards = [CARD];
  const settled: unknown[] = [];
  stop = answerCalls((name, input) => {
    if (name === "conflicts.list") return cards;
    if (name === "conflicts.settle") {
      settled.push(input);
      cards = [];
      return {};
    }
    throw new Error(`unexpected ${name}`);
  });
  const user = userEvent.setup();
  const { container } = renderInApp(<ConflictsScreen />);
  const card = await screen.findByRole("listitem");
  expect(within(card).getByText("换同型号")).toBeVisible();
  expect(within(card).getByText("免费修理")).toBeVisible();
  expect(await faults(container)).toEqual([]);
  await user.click(within(card).getByRole("button", { name: "写明怎样处理…" }));
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByRole("textbox"), "已核实，换货");
  await user.click(within(dialog).getByRole("button", { name: "已处理" }));
  expect(await screen.findByText("没有冲突")).toBeVisible();
  expect(settled).toEqual([{ device: "d2", epoch: 1, seq: 7, reason: "已核实，换货" }]);
});

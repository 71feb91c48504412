import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Found } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { SearchScreen, searchCommands } from ".";
import { pastedNumbers } from "./search";

const HIT: Found = { kind: "quality_case", kind_label: "售后单", id: "c1", number: "SH-3F-00123", title: "滚筒洗衣机", state_label: "已受理", case: "c1" };
const asked = vi.fn();
let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  asked.mockReset();
});

function core() {
  stop = answerCalls((name, input) => {
    if (name !== "search") throw new Error(`unexpected ${name}`);
    const { text } = input as { text: string };
    asked(text);
    return text.includes("00123") || text === "洗衣机" ? [HIT] : [];
  });
}

describe("a pasted list", () => {
  it.each([
    ["SH-3F-00123\n20260305123", ["SH-3F-00123", "20260305123"]],
    ["20260305123,20260305124\t20260305123", ["20260305123", "20260305124"]],
    ["20260305123", []],
    ["滚筒 洗衣机", []],
    ["张三 13800001111", []],
  ])("%j holds %j", (text, numbers) => expect(pastedNumbers(text)).toEqual(numbers));
});

describe("SearchScreen", () => {
  it("asks once typing has paused, not at every sign; axe finds no fault", async () => {
    core();
    const user = userEvent.setup({ delay: 10 });
    const { container } = renderInApp(<SearchScreen />, { path: "/search" });
    await user.type(screen.getByRole("textbox", { name: "查找什么" }), "洗衣机");
    expect(await screen.findByRole("rowheader", { name: "SH-3F-00123" })).toBeVisible();
    expect(asked.mock.calls).toEqual([["洗衣机"]]);
    expect(await faults(container)).toEqual([]);
  });

  it("names the numbers of a list that lead nowhere", async () => {
    core();
    renderInApp(<SearchScreen />, { path: `/search?q=${encodeURIComponent("SH-3F-00123\n99988877")}` });
    expect(await screen.findByText("粘贴了 2 个号码：找到 1 个，没找到 1 个。")).toBeVisible();
    expect(screen.getByText("99988877", { selector: "li" })).toBeVisible();
  });

  it("says what to do when nothing was found", async () => {
    core();
    renderInApp(<SearchScreen />, { path: "/search?q=zz" });
    expect(await screen.findByText("没有找到“zz”")).toBeVisible();
  });
});

describe("the palette's source", () => {
  it("leads to the case, and is quiet under two signs", async () => {
    core();
    const go = vi.fn();
    const provider = searchCommands(go);
    expect(await provider.find("S")).toEqual([]);
    const [command] = await provider.find("00123");
    expect(command).toMatchObject({ title: "SH-3F-00123 滚筒洗衣机", hint: "售后单 · 已受理" });
    command?.run();
    await waitFor(() => expect(go).toHaveBeenCalledWith("/cases/c1"));
  });
});

import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { useKeys } from "@/shared/keys";
import { faults } from "@/test/axe";
import { renderInApp, testParts } from "@/test/render";
import { Shell, type RailEntry } from ".";
import type { CommandProvider } from "../palette";

const ENTRIES: RailEntry[] = [
  { id: "queue", title: "工作台", path: "/queue", key: "q", icon: null, keywords: ["gzt"], badge: { n: 6, words: "6 件今天到期" } },
  { id: "cases", title: "售后单", path: "/cases", key: "c", icon: null, keywords: ["shd"] },
];
const onSearch = vi.fn();
const onLock = vi.fn();
const leave = vi.fn();
const assign = vi.fn();

function Queue() {
  useKeys([{ chord: "a", label: "转交", group: "单据", run: assign }]);
  return <h1>队列</h1>;
}

function show(commands: CommandProvider[] = [], parts = testParts()) {
  return renderInApp(
    <Routes>
      <Route path="/" element={<Shell entries={ENTRIES} shopName="小店" userName="小李" userRole="客服" demo userMenu={[{ id: "leave", label: "退出", run: leave }]} status="本机" {...{ onSearch, onLock, commands }} />}>
        <Route path="queue" element={<Queue />} />
        <Route path="cases" element={<h1>全部售后单</h1>} />
      </Route>
    </Routes>,
    { path: "/queue", parts },
  );
}
const person = () => userEvent.setup({ delay: 60 });

describe("Shell", () => {
  it("has no fault that axe knows", async () => {
    const { container } = show();
    expect(await faults(container)).toEqual([]);
  });

  it("lists the entries that are there, says which is open and what the count means", () => {
    show();
    const links = within(screen.getByRole("navigation", { name: "入口" })).getAllByRole("link");
    expect(links.map((link) => link.textContent)).toEqual(["工作台66 件今天到期", "售后单"]);
    expect(links[0]).toHaveAttribute("aria-current", "page");
  });

  it("G then a letter goes there", async () => {
    const user = person();
    show();
    await user.keyboard("gc");
    expect(await screen.findByRole("heading", { name: "全部售后单" })).toBeVisible();
  });

  it("F2 goes to the search box, Enter searches", async () => {
    const user = person();
    show();
    await user.keyboard("{F2}");
    expect(screen.getByRole("textbox", { name: "查找" })).toHaveFocus();
    await user.keyboard("5678{Enter}");
    expect(onSearch).toHaveBeenCalledExactlyOnceWith("5678");
  });

  it("? lists what is active on this screen", async () => {
    const user = person();
    show();
    await user.keyboard("?");
    const sheet = await screen.findByRole("dialog");
    await waitFor(() => expect(within(sheet).getByText("转交")).toBeVisible());
    expect(within(sheet).getByText("G 然后 C")).toBeVisible();
  });

  it("behind the name are the person's own matters, reached by the keyboard", async () => {
    const user = person();
    show();
    screen.getByRole("button", { name: /小李/ }).focus();
    await user.keyboard("{Enter}");
    fireEvent.click(await screen.findByRole("menuitem", { name: "退出" }));
    expect(leave).toHaveBeenCalledOnce();
  });

  it("Ctrl+L locks, from a text field too", async () => {
    const user = person();
    show();
    await user.keyboard("{F2}abc{Control>}l{/Control}");
    expect(onLock).toHaveBeenCalledOnce();
  });

  it("says all the time that this is a shop to try things in", () => {
    show();
    expect(screen.getByText("演示店")).toBeVisible();
  });
});

describe("undo", () => {
  it("stands at the bottom with its key, and says what came of it", async () => {
    const undo = vi.fn(async () => undefined);
    const { parts } = show();
    act(() => parts.undo.offer({ text: "已受理 3 件", undo }));
    expect(screen.getByText("已受理 3 件")).toBeVisible();
    fireEvent.keyDown(window, { key: "z", ctrlKey: true, altKey: true });
    await waitFor(() => expect(screen.getByText("已撤销")).toBeVisible());
    expect(undo).toHaveBeenCalledOnce();
  });
});

describe("palette", () => {
  const open = async (commands: CommandProvider[] = []) => {
    const user = person();
    show(commands);
    await user.keyboard("{Control>}k{/Control}");
    return { user, box: await screen.findByRole("combobox", { name: "找画面、动作、单号" }) };
  };

  it("finds entries by pinyin initials and goes there", async () => {
    const { user, box } = await open();
    await user.type(box, "shd");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "全部售后单" })).toBeVisible();
  });

  it("finds what the keys of the screen do", async () => {
    const { user, box } = await open();
    await user.type(box, "转交");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
    await user.keyboard("{Enter}");
    expect(assign).toHaveBeenCalledOnce();
  });

  it("asks the providers, moves with the arrows, and says when nothing is found", async () => {
    const run = vi.fn();
    const find = vi.fn(async (text: string) => (text === "871" ? ["TH-871", "WX-871"].map((id) => ({ id, title: id, run: () => run(id) })) : []));
    const { user, box } = await open([{ id: "cases", title: "单据", find }]);
    await user.type(box, "871");
    expect(await screen.findByRole("option", { name: "TH-871" })).toHaveAttribute("aria-selected", "true");
    await user.keyboard("{ArrowDown}{Enter}");
    expect(run).toHaveBeenCalledExactlyOnceWith("WX-871");
  });

  it("an answer of a provider that fails does not break the others", async () => {
    const { user, box } = await open([{ id: "cases", title: "单据", find: () => Promise.reject(new Error("x")) }]);
    await user.type(box, "zzzz");
    expect(await screen.findByText(/没有找到/)).toBeVisible();
  });

  it("has no fault that axe knows", async () => {
    await open();
    expect(await faults(await screen.findByRole("dialog"))).toEqual([]);
  });
});

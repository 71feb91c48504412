import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConventionInfo, RecordView, Role } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp, TEST_SHOP, testParts, testSession } from "@/test/render";
import { SettingsScreen } from ".";

const field = (name: string, label: string, type = "text", required = false) => ({ name, label, type, choices: [], of: null, required, masked: false, help: "" });
const ASKS = [field("name", "店铺名称", "text", true), field("idle_minutes", "几分钟不操作后锁定", "int")];

function shopFor(enabled: boolean): RecordView {
  const button = { enabled, why: enabled ? null : "由店主修改", grave: false, clause: "" };
  return {
    kind: "shop", kind_label: "店铺", id: "s1", number: "", state: "active", state_label: "使用中", version: 4, created_ms: 0,
    fields: ASKS, values: { name: "小店" }, papers: [],
    buttons: [{ ...button, event: "edit", label: "修改店铺资料", asks: ASKS }, { ...button, event: "set_conventions", label: "选择法律理解", asks: [] }],
  };
}
const CONVENTIONS: ConventionInfo[] = [
  { id: "P3", field: "roll", name: "末日遇休息日", basis: "民法典第二百零三条", current: "none", alternatives: [{ code: "none", label: "不顺延" }, { code: "both", label: "顺延" }], disputed: true },
  { id: "P4", field: "repair_days", name: "修理天数", basis: "第四十条", current: "diff", alternatives: [{ code: "diff", label: "相减" }, { code: "both", label: "都算" }], disputed: false },
  { id: "P1", field: null, name: "首日", basis: "民法典第二百零一条", current: "不算首日", alternatives: [], disputed: false },
];

let calls: [string, unknown][];
let owner: boolean;
let answers: Record<string, (input: never) => unknown>;
beforeEach(() => {
  [calls, owner, answers] = [[], true, {}];
  return answerCalls((name, input) => {
    calls.push([name, input]);
    const own = answers[name];
    if (own !== undefined) return own(input as never);
    if (name === "records.list") return { label: "", fields: [], rows: [{ id: "s1", number: "", state_label: "", values: {} }], after: null };
    if (name === "shop.health") return [];
    if (name === "records.show") return shopFor(owner);
    if (name === "rulings.conventions") return CONVENTIONS;
    return name.startsWith("drafts.load") ? { value: null } : {};
  });
});
const inputOf = (name: string) => calls.findLast(([called]) => called === name)?.[1];

function show(part: string, role: Role = "owner", session = testSession(role)) {
  const parts = testParts();
  owner = role === "owner";
  const routes = <Routes><Route path="/settings/:part?" element={<SettingsScreen />} /></Routes>;
  return renderInApp(routes, { path: `/settings/${part}`, session, parts });
}

const KEYS = {
  keychain: "kept", keychain_words: "系统钥匙串能打开这家店铺。", keychain_checked_at: "2026-11-20T02:00:00Z", key_files_whole: true,
  code_checked_at: "2026-11-01T02:00:00Z", code_check_due: false, older: null, done: null,
};

describe("the keys", () => {
  it("says what opens the shop, and changes the data key", async () => {
    answers["keys.state"] = () => KEYS;
    answers["keys.rotate"] = () => ({ ...KEYS, keychain_words: "换好了。", done: "1 份旧库副本已一并删除。" });
    show("recovery");
    await screen.findByText(/系统钥匙串能打开这家店铺/);
    await userEvent.click(screen.getByRole("button", { name: "更换数据钥匙" }));
    await screen.findByText(/换好了/);
    expect(screen.getByText(/已更换.*1 份旧库副本已一并删除。/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /按这份继续/ })).toBeNull();
  });

  it("asks before an older file is gone on with", async () => {
    answers["keys.state"] = () => ({ ...KEYS, older: "打开的数据比已知的旧" });
    show("recovery");
    await userEvent.click(await screen.findByRole("button", { name: /按这份继续/ }));
    await waitFor(() => expect(inputOf("keys.continue_older")).toEqual({}));
  });
});

describe("settings", () => {
  it.each<[Role, string[]]>([
    ["technician", ["画面", "改密码", "店铺资料", "计算约定"]],
    ["manager", ["画面", "改密码", "店铺资料", "计算约定", "导出"]],
    ["owner", ["画面", "改密码", "店铺资料", "计算约定", "导出", "钥匙与恢复"]],
  ])("%s has %j", (role, labels) => {
    show("look", role);
    expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual(labels);
  });

  it.each(["look", "password", "shop", "conventions", "export", "recovery"])("axe finds nothing on %s", async (part) => {
    const { container } = show(part);
    await waitFor(() => expect(container.querySelector("section")).not.toBeNull());
    expect(await faults(container)).toEqual([]);
  });

  it("an address that is not of this duty leads to the first page", () => {
    show("recovery", "after_sales");
    expect(screen.getByRole("link", { name: "画面" })).toHaveAttribute("aria-current", "page");
  });
});

it("the look changes at once", () => {
  const { parts } = show("look");
  fireEvent.click(screen.getByText("深色"));
  fireEvent.click(screen.getByText("紧凑"));
  expect(parts.preferences.get()).toMatchObject({ theme: "dark", density: "compact" });
  expect(document.documentElement.style.getPropertyValue("--accent")).toBe("#2DD4BF");
  expect(document.documentElement.style.getPropertyValue("--row-height")).toBe("28px");
});

describe("shop", () => {
  it("the owner edits; what holds without a setting is shown", async () => {
    show("shop");
    expect(await screen.findByLabelText(/几分钟不操作/)).toHaveValue("5");
    fireEvent.change(screen.getByLabelText(/店铺名称/), { target: { value: "大店" } });
    fireEvent.click(screen.getByRole("button", { name: "保存" }));
    expect(await screen.findByText("✓ 已保存")).toBeVisible();
    expect(inputOf("records.do")).toEqual({ kind: "shop", id: "s1", event: "edit", input: { name: "大店", idle_minutes: 5 }, version: 4 });
  });

  it("others read", async () => {
    show("shop", "after_sales");
    expect(await screen.findByText("店铺资料由店主修改。")).toBeVisible();
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});

describe("conventions", () => {
  it("saves the whole, with the one that was changed", async () => {
    show("conventions");
    expect(await screen.findByText("存在不同理解")).toBeVisible();
    expect(screen.getByText("不算首日")).toBeVisible();
    expect(screen.getByRole("button", { name: "保存约定" })).toBeDisabled();
    fireEvent.click(screen.getByRole("radio", { name: "顺延" }));
    expect(screen.getByText(/改了 1 项，还没有保存：末日遇休息日/)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "保存约定" }));
    await waitFor(() => expect(inputOf("records.do")).toMatchObject({ event: "set_conventions", input: { conventions: { roll: "both", repair_days: "diff" } }, version: 4 }));
  });

  it("others cannot choose", async () => {
    show("conventions", "manager");
    expect(await screen.findByRole("radio", { name: "顺延" })).toBeDisabled();
    expect(screen.queryByRole("button", { name: "保存约定" })).toBeNull();
  });
});

describe("a new recovery code", () => {
  const sheet = { groups: ["AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF", "GGGG", "HHHH", "JJJJ"], ask: [1, 9], pdf: btoa("%PDF"), in_keychain: true };

  it("asks the password, shows the code, ends after two groups", async () => {
    const refresh = vi.fn();
    let wrong = true;
    answers["shop.renew_recovery"] = () => {
      if (wrong) throw { code: "wrong_password", message: "密码不对", retryable: false, trace_id: "" };
      return sheet;
    };
    show("recovery", "owner", testSession("owner", { refresh, shop: { ...TEST_SHOP, recovery_pending: true } }));
    expect(screen.getByText(/还没有核对过/)).toBeVisible();
    const user = userEvent.setup({ delay: null });
    await user.type(screen.getByLabelText(/您的密码/), "x");
    fireEvent.click(screen.getByRole("button", { name: "换新恢复码" }));
    await waitFor(() => expect(screen.getByLabelText(/您的密码/)).toHaveAccessibleDescription(/密码不对/));
    wrong = false;
    const again = screen.getByRole("button", { name: /换新恢复码/ });
    // The kit swallows a click until its sign of loading is gone.
    await waitFor(() => expect(again).not.toHaveClass("ant-btn-loading"));
    fireEvent.click(again);
    expect(await screen.findByText("HHHH")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: /去核对/ }));
    await user.type(await screen.findByLabelText(/第 1 组/), "aaaa");
    await user.type(screen.getByLabelText(/第 9 组/), "jjjj{Enter}");
    expect(await screen.findByText(/新的恢复码已核对/)).toBeVisible();
    expect(inputOf("shop.confirm_recovery")).toEqual({ groups: [[1, "aaaa"], [9, "jjjj"]] });
    expect(refresh).toHaveBeenCalledTimes(2);
  });
});

it("the password is changed by the old one", async () => {
  show("password");
  const user = userEvent.setup({ delay: null });
  await user.type(screen.getByLabelText(/现在的密码/), "old-one");
  await user.type(screen.getByLabelText(/^新密码/), "new-one-2026");
  await user.type(screen.getByLabelText(/再输一次/), "new-one-2026{Enter}");
  expect(await screen.findByText(/密码已改/)).toBeVisible();
  expect(inputOf("session.change_password")).toEqual({ old: "old-one", new: "new-one-2026" });
});

describe("export", () => {
  it("in the clear sends the second person's login and password, and the days", async () => {
    answers["shell.save"] = () => ({ saved: true });
    show("export", "manager");
    fireEvent.mouseDown(screen.getByLabelText(/导出什么/));
    fireEvent.click(await screen.findByTitle("售后单"));
    for (const [label, value] of [[/用途/, "平台申诉"], [/同意人登录名/, "owner"], [/同意人密码/, "second"]] as const) {
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    }
    fireEvent.click(screen.getByRole("button", { name: "导出" }));
    expect(await screen.findByText("✓ 已导出售后单")).toBeVisible();
    expect(inputOf("shell.save")).toMatchObject({ input: { approved_by: { login: "owner", password: "second" } } });
  });

  it.each([[true, "✓ 已导出售后单"], [false, "没有选位置，什么都没有导出。"]])("saved %s: %s", async (saved, words) => {
    answers["shell.save"] = () => ({ saved });
    show("export", "manager");
    fireEvent.mouseDown(screen.getByLabelText(/导出什么/));
    fireEvent.click(await screen.findByTitle("售后单"));
    fireEvent.change(screen.getByLabelText(/用途/), { target: { value: "对账" } });
    fireEvent.click(screen.getByRole("button", { name: "导出" }));
    expect(await screen.findByText(words)).toBeVisible();
    expect(inputOf("shell.save")).toEqual({
      operation: "exports.table", input: { kind: "quality_case", format: "xlsx", purpose: "对账" }, suggested: "售后单-2026-03-05.xlsx",
    });
  });
});

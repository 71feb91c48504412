import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { call, type SignedIn, type Status } from "@/bridge";
import { announce, answerCalls } from "@/bridge/testing";
import { useSession } from "@/shared/session";
import { faults } from "@/test/axe";
import { TEST_SHOP, testParts, testPerson } from "@/test/render";
import { Providers } from "../Providers";
import { Gate } from ".";

const refusal = (code: string, message: string, field?: string) => ({ code, message, retryable: false, trace_id: "t-1", ...(field === undefined ? {} : { field }) });

/** A core of a few states, as the gate sees it. */
const core = { status: TEST_SHOP as Status, person: null as SignedIn | null, answers: {} as Record<string, (input: never) => unknown>, calls: [] as string[] };
const onNewPerson = vi.fn();

beforeEach(() => {
  Object.assign(core, { status: TEST_SHOP, person: null, answers: {}, calls: [] });
  return answerCalls((name, input) => {
    core.calls.push(name);
    const own = core.answers[name];
    if (own !== undefined) return own(input as never);
    if (name === "shop.status") return core.status;
    if (name === "session.who") return { person: core.person };
    if (name === "records.list") return { label: "", fields: [], rows: [], after: null };
    if (name === "look.load") return { value: null };
    return {};
  });
});
afterEach(() => onNewPerson.mockReset());

function Work() {
  const { person, lock } = useSession();
  const [text, setText] = useState("");
  return (
    <>
      <h1>{person.name} 的工作台</h1>
      <input aria-label="正在写" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={lock}>锁上</button>
      <button type="button" onClick={() => void call("cases.counts", {}).catch(() => undefined)}>问一声</button>
    </>
  );
}

function show() {
  const parts = testParts();
  const shown = render(<Providers parts={parts}><Gate parts={parts} onNewPerson={onNewPerson}><Work /></Gate></Providers>);
  return { ...shown, parts };
}
const person = () => userEvent.setup({ delay: null });
const signIn = (given = testPerson("owner")) => (core.answers["session.sign_in"] = () => (core.person = given));

describe("a shop that is not open", () => {
  it("says why, and takes the recovery code however it was typed", async () => {
    core.status = { ...TEST_SHOP, state: "locked", shop: null, why: { ...refusal("keychain_no_entry", "系统钥匙串里没有这家店铺的钥匙") } };
    const open = vi.fn(() => (core.status = TEST_SHOP));
    core.answers["shop.open"] = open;
    const { container } = show();
    expect(await screen.findByText("系统钥匙串里没有这家店铺的钥匙")).toBeVisible();
    expect(await faults(container)).toEqual([]);
    const user = person();
    await waitFor(() => expect(screen.getByLabelText(/恢复码/)).toHaveFocus());
    await user.keyboard("ａｂｃｄ efgh{Enter}");
    expect(await screen.findByRole("heading", { name: "小店" })).toBeVisible();
    expect(open).toHaveBeenCalledWith({ code: "abcd efgh" });
  });

  it("a wrong code is said at the field", async () => {
    core.status = { ...TEST_SHOP, state: "locked", why: null };
    core.answers["shop.open"] = () => { throw refusal("bad_input", "第 3 组有一个字不对", "code"); };
    show();
    const field = await screen.findByLabelText(/恢复码/);
    await person().type(field, "x{Enter}");
    expect(await screen.findByText("第 3 组有一个字不对")).toBeVisible();
    expect(field).toHaveAccessibleDescription(/第 3 组/);
  });
});

describe("a shop that no key opens", () => {
  const locked = (code: string) => (core.status = { ...TEST_SHOP, state: "locked", shop: null, why: refusal(code, `词：${code}`) });
  const names = () => screen.getAllByRole("button").map((button) => button.textContent);

  it.each<[string, string[]]>([
    ["database_damaged", ["从备份恢复…", "抢救还能读出的内容…", "再试一次"]],
    ["page_damaged", ["从备份恢复…", "抢救还能读出的内容…", "再试一次"]],
    ["keys_damaged", ["从备份恢复…", "再试一次"]],
    ["database_missing", ["从备份恢复…", "再试一次"]],
    ["in_use", ["再试一次"]],
    ["database_newer", ["再试一次"]],
    ["keychain_locked", ["用恢复码打开", "重试钥匙串", "从备份恢复…"]],
  ])("%s leads on by %j", async (code, ways) => {
    locked(code);
    const { container } = show();
    expect(await screen.findByText(`词：${code}`)).toBeVisible();
    expect(names()).toEqual(ways);
    expect(await faults(container)).toEqual([]);
  });

  it("the right code of a damaged shop goes along into the salvage", async () => {
    locked("keychain_not_used");
    core.answers["shop.open"] = () => { throw refusal("database_damaged", "钥匙正确，但数据库已损坏"); };
    const salvage = vi.fn(() => ({ folder: "店/shop-抢救-20260305-053500", whole: true, read: 9, tables: [], files: 0, files_lost: 0, findings: [] }));
    core.answers["shop.salvage"] = salvage;
    show();
    const user = person();
    await user.type(await screen.findByLabelText(/恢复码/), "abcd efgh{Enter}");
    await user.click(await screen.findByRole("button", { name: "抢救还能读出的内容…" }));
    await user.click(await screen.findByRole("button", { name: "开始抢救" }));
    expect(await screen.findByText(/全部读出来了/)).toBeVisible();
    expect(salvage).toHaveBeenCalledWith({ code: "abcd efgh" });
  });

  it("tried again, it says what is so now", async () => {
    locked("in_use");
    core.answers["shop.open"] = () => { throw refusal("keychain_missing", "没有可用的系统钥匙串"); };
    show();
    await person().click(await screen.findByRole("button", { name: "再试一次" }));
    expect(await screen.findByText("没有可用的系统钥匙串")).toBeVisible();
    expect(screen.getByLabelText(/恢复码/)).toBeVisible();
  });
});

describe("sign-in", () => {
  it("by the keyboard alone; the words of the core stand at the password", async () => {
    let wrong = true;
    core.answers["session.sign_in"] = () => {
      if (wrong) throw refusal("wait", "输错次数过多，请 30 秒后再试");
      return (core.person = testPerson("owner"));
    };
    const { container } = show();
    const user = person();
    await waitFor(() => expect(screen.getByLabelText(/登录名/)).toHaveFocus());
    expect(await faults(container)).toEqual([]);
    await user.keyboard("owner{Tab}secret{Enter}");
    await waitFor(() => expect(screen.getByLabelText(/^密码/)).toHaveAccessibleDescription(/30 秒后再试/));
    wrong = false;
    await waitFor(() => expect(screen.getByRole("button", { name: "登录" })).not.toHaveClass("ant-btn-loading"));
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "小李 的工作台" })).toBeVisible();
    expect(onNewPerson).toHaveBeenCalledOnce();
  });

  it("an account without a password sets the first one by the recovery code", async () => {
    core.answers["session.sign_in"] = () => { throw refusal("no_password", "这个账号还没有密码"); };
    const first = vi.fn(() => (core.person = testPerson("owner")));
    core.answers["session.first_password"] = first;
    show();
    const user = person();
    await user.type(await screen.findByLabelText(/登录名/), "boss{Tab}x{Enter}");
    await screen.findByRole("heading", { name: "设第一个密码" });
    await user.keyboard("code{Tab}secret-1{Tab}");
    await user.type(screen.getByLabelText(/再输一次/), "secret-1{Enter}");
    expect(await screen.findByRole("heading", { name: "小李 的工作台" })).toBeVisible();
    expect(first).toHaveBeenCalledWith({ login: "boss", code: "code", password: "secret-1" });
  });

  it("an owner who forgot the password sets a new one by the recovery code", async () => {
    const anew = vi.fn(() => (core.person = testPerson("owner")));
    core.answers["session.first_password"] = anew;
    const { container } = show();
    const user = person();
    await user.click(await screen.findByRole("button", { name: "店主忘了密码…" }));
    await waitFor(() => expect(screen.getByLabelText(/店主的登录名/)).toHaveFocus());
    expect(await faults(container)).toEqual([]);
    await user.keyboard("boss{Tab}code{Tab}secret-1{Tab}");
    await user.type(screen.getByLabelText(/再输一次/), "secret-1{Enter}");
    expect(await screen.findByRole("heading", { name: "小李 的工作台" })).toBeVisible();
    expect(anew).toHaveBeenCalledWith({ login: "boss", code: "code", password: "secret-1" });
  });

  it("a demo shop shows its accounts; one press and Enter sign in", async () => {
    core.status = { ...TEST_SHOP, demo: true };
    signIn(testPerson("manager"));
    show();
    fireEvent.click(await screen.findByRole("button", { name: /经理/ }));
    expect(screen.getByLabelText(/登录名/)).toHaveValue("manager");
    await person().keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: /工作台/ })).toBeVisible();
  });
});

describe("a locked seat", () => {
  const seated = async () => {
    core.person = testPerson("owner");
    const shown = show();
    await screen.findByRole("heading", { name: /工作台/ });
    return shown;
  };

  it("keeps the screen and what was typed, out of reach, and asks only the password", async () => {
    const { container } = await seated();
    const user = person();
    await user.type(screen.getByLabelText("正在写"), "写到一半");
    fireEvent.click(screen.getByRole("button", { name: "锁上" }));
    const cover = await screen.findByRole("dialog", { name: "已锁定" });
    expect(core.calls).toContain("session.lock");
    expect(container).toHaveAttribute("inert");
    expect(await faults(cover)).toEqual([]);
    expect(screen.getByLabelText(/^密码/)).toHaveFocus();
    signIn();
    await user.keyboard("secret{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByLabelText("正在写")).toHaveValue("写到一半");
    expect(container).not.toHaveAttribute("inert");
    expect(onNewPerson).not.toHaveBeenCalled();
  });

  it("is learned from a refusal of any call", async () => {
    await seated();
    core.answers["cases.counts"] = () => { throw refusal("locked_seat", "已锁定"); };
    fireEvent.click(screen.getByRole("button", { name: "问一声" }));
    expect(await screen.findByRole("dialog", { name: "已锁定" })).toBeInTheDocument();
  });

  it("somebody else may sign in instead", async () => {
    const { parts } = await seated();
    act(() => void parts.undo.offer({ text: "已导入 3 单", undo: async () => undefined }));
    fireEvent.click(screen.getByRole("button", { name: "锁上" }));
    fireEvent.click(await screen.findByRole("button", { name: "换人登录" }));
    expect(await screen.findByLabelText(/登录名/)).toBeVisible();
    signIn({ ...testPerson("after_sales"), name: "小王" });
    await person().type(screen.getByLabelText(/登录名/), "kefu{Tab}x{Enter}");
    expect(await screen.findByRole("heading", { name: "小王 的工作台" })).toBeVisible();
    expect(parts.undo.list()).toEqual([]);
    expect(onNewPerson).toHaveBeenCalledOnce();
  });

  it("locks by itself after the shop's minutes without a key", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      core.answers["records.list"] = () => ({ label: "", fields: [], rows: [{ id: "s", number: "", state_label: "", values: { idle_minutes: 2 } }], after: null });
      await seated();
      await act(() => vi.advanceTimersByTimeAsync(100_000));
      fireEvent.keyDown(window, { key: "a" });
      await act(() => vi.advanceTimersByTimeAsync(100_000));
      expect(screen.queryByRole("dialog")).toBeNull();
      expect(core.calls.filter((name) => name === "session.who").length).toBeGreaterThan(1);
      await act(() => vi.advanceTimersByTimeAsync(30_000));
      expect(await screen.findByRole("dialog", { name: "已锁定" })).toBeInTheDocument();
    } finally {
      vi.useRealTimers();
    }
  });
});

it("a signed-out refusal leads back to the sign-in", async () => {
  core.person = testPerson("owner");
  core.answers["cases.counts"] = () => { throw refusal("signed_out", "请先登录"); };
  show();
  fireEvent.click(await screen.findByRole("button", { name: "问一声" }));
  expect(await screen.findByLabelText(/登录名/)).toBeVisible();
});

it("takes the look that the seat remembers", async () => {
  core.person = testPerson("owner");
  core.answers["look.load"] = () => ({ value: { theme: "dark", baseSize: 18 } });
  const { parts } = show();
  await waitFor(() => expect(parts.preferences.get()).toMatchObject({ theme: "dark", baseSize: 18 }));
});

describe("the first start", () => {
  const sheet = { groups: ["AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF", "GGGG", "HHHH", "JJJJ"], ask: [2, 7], pdf: btoa("%PDF"), in_keychain: true };

  it("three steps by the keyboard alone; nobody gets past the two groups", async () => {
    core.status = { ...TEST_SHOP, state: "none", shop: null };
    const create = vi.fn(() => sheet);
    core.answers["shop.create"] = create;
    core.answers["shop.confirm_recovery"] = ({ groups }: { groups: [number, string][] }) => {
      if (JSON.stringify(groups) !== JSON.stringify([[2, "bbbb"], [7, "gggg"]])) throw refusal("bad_input", "与凭条上的不一致", "groups");
      return {};
    };
    signIn();
    const { container } = show();
    const user = person();
    await waitFor(() => expect(screen.getByLabelText(/店铺名称/)).toHaveFocus());
    expect(await faults(container)).toEqual([]);
    await user.keyboard("小店{Tab}李四{Tab}boss{Tab}secret-2026");
    await user.type(screen.getByLabelText(/再输一次/), "secret-2025{Enter}");
    expect(await screen.findByText(/两次输入的密码不一样/)).toBeVisible();
    expect(create).not.toHaveBeenCalled();
    await user.type(screen.getByLabelText(/再输一次/), "{Backspace}6{Enter}");

    expect(await screen.findByText("HHHH")).toBeVisible();
    expect(create).toHaveBeenCalledWith({ shop: "小店", owner: "李四", login: "boss", password: "secret-2026", use_keychain: true });
    core.status = TEST_SHOP;
    await act(() => announce({ kinds: ["shop"] }));
    expect(await faults(container)).toEqual([]);
    expect(core.calls).not.toContain("session.sign_in");
    fireEvent.click(screen.getByRole("button", { name: /去核对/ }));
    await waitFor(() => expect(screen.getByLabelText(/第 2 组/)).toHaveFocus());
    await user.keyboard("bbbb{Tab}wrong{Enter}");
    expect(await screen.findByText("与凭条上的不一致")).toBeVisible();
    expect(core.calls).not.toContain("session.sign_in");
    await user.clear(screen.getByLabelText(/第 7 组/));
    await user.type(screen.getByLabelText(/第 7 组/), "gggg{Enter}");
    expect(await screen.findByRole("heading", { name: "小李 的工作台" })).toBeVisible();
  });
});

describe("a step that asks for the password again", () => {
  const words = "这一步要再输入一次密码";
  let fresh = false;
  const seated = async () => {
    core.person = testPerson("owner");
    core.answers["cases.counts"] = () => {
      if (!fresh) throw refusal("step_up", words);
      return [];
    };
    core.answers["session.step_up"] = ({ password }: { password: string }) => {
      if (password !== "right") throw refusal("wrong_password", "密码不对");
      fresh = true;
      return {};
    };
    fresh = false;
    const shown = show();
    await screen.findByRole("heading", { name: /的工作台/ });
    return shown;
  };
  const times = (name: string) => core.calls.filter((one) => one === name).length;

  it("asks, and makes the same call once more, by keyboard alone", async () => {
    await seated();
    const user = person();
    await user.click(screen.getByRole("button", { name: "问一声" }));
    const field = await screen.findByLabelText(/^密码/);
    await waitFor(() => expect(field).toHaveFocus());
    await user.keyboard("wrong{Enter}");
    expect(await screen.findByText("密码不对")).toBeVisible();
    await user.clear(field);
    await user.keyboard("right{Enter}");
    await waitFor(() => expect(times("cases.counts")).toBe(2));
    await waitFor(() => expect(screen.queryByLabelText(/^密码/)).toBeNull());
  });

  it("asks once for calls refused together", async () => {
    await seated();
    const both = Promise.all([call("cases.counts", {}), call("cases.counts", {})]);
    const field = await screen.findByLabelText(/^密码/);
    await waitFor(() => expect(field).toHaveFocus());
    await person().keyboard("right{Enter}");
    expect(await both).toEqual([[], []]);
    expect(times("session.step_up")).toBe(1);
  });

  it("is given up by Esc, with the words of the core", async () => {
    await seated();
    const refused = call("cases.counts", {}).catch((thrown: unknown) => thrown);
    const field = await screen.findByLabelText(/^密码/);
    await waitFor(() => expect(field).toHaveFocus());
    await person().keyboard("{Escape}");
    expect(await refused).toMatchObject({ code: "step_up", message: words });
    expect(times("cases.counts")).toBe(1);
  });
});

import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { BackupItem, BackupsView, HealthNote, RestorePreview, Salvaged } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp, testSession } from "@/test/render";
import { FirstRestore, SalvageClosed, SalvageOpen, VaultScreen } from ".";

const ITEM: BackupItem = {
  name: "shounuo-0a1b2c3d-20260305-090000.shounuo", folder: "备份夹", made_at: "2026-03-05T01:00:00Z", bytes: 820_000, entries: 207, verified: true,
  there: true, by_itself: true, second: "第二份已存",
};
const VIEW: BackupsView = {
  words: "最近一份好的备份是今天做的，恢复核对相符，电脑外也有一份。", good: true, folder: "备份夹", folder_chosen: false, second: null, second_there: false,
  daily: true, failed: null, items: [ITEM], replaced: [], may_change: true,
};
const PREVIEW: RestorePreview = {
  shop: "小店", same_shop: true, made_at: "2026-03-04T01:00:00Z", kinds: [{ label: "售后单", now: 12, then: 10 }], lost: 5, last_lost: [], erased_again: 1, findings: [],
};

const FULL: HealthNote = { code: "disk_full", level: "error", words: "磁盘满了", route: "/vault", remedy: "shop.free_reserve" };
const SALVAGED: Salvaged = {
  folder: "店铺/shop-抢救-20260305-053500", whole: false, read: 4_812, tables: [], files: 12, files_lost: 1,
  findings: ["备注有 2 条读不出来，没有抢救到：3、7", "1 个附件的文件读不出来，没有抢救到"],
};

let calls: [string, unknown][];
let notes: HealthNote[];
let view: BackupsView;
let preview: RestorePreview;
let refuse: Record<string, string>;
const inputOf = (name: string) => calls.findLast(([called]) => called === name)?.[1];

beforeEach(() => {
  [calls, view, preview, refuse, notes] = [[], VIEW, PREVIEW, {}, []];
  return answerCalls((name, input) => {
    calls.push([name, input]);
    const code = refuse[name];
    if (code !== undefined) throw { code, message: `词：${code}`, retryable: false, trace_id: "" };
    if (name === "backups.list") return view;
    if (name === "shop.health") return notes;
    if (name === "shop.free_reserve") return { bytes: 209_715_200 };
    if (name === "shop.salvage" || name === "keys.salvage") return SALVAGED;
    if (name === "backups.make") return ITEM;
    if (name === "jobs.progress") return { done: 40 };
    if (name === "backups.check") return { sound: true, headline: "这份备份是好的。", findings: [] };
    if (name === "backups.settings") return view;
    if (name === "shell.pick_folder") return { token: "7", name: "U 盘" };
    if (name === "shell.pick_backup") return { token: "9", name: "旧备份.shounuo" };
    if (name === "restore.inspect") return preview;
    if (name === "restore.swap" || name === "restore.begin") return { replaced: "shop-被替换-20260305", made_at: PREVIEW.made_at, erased_again: 1 };
    return {};
  });
});

async function show(role: "owner" | "manager" = "owner") {
  const refresh = vi.fn();
  const shown = renderInApp(<VaultScreen />, { session: testSession(role, { refresh }) });
  await screen.findByText(/最近一份|还没有备份过/);
  return { ...shown, refresh, user: userEvent.setup({ delay: null }) };
}

async function chooseIn(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole("button", { name: /备份文件…/ }));
  await screen.findByText("旧备份.shounuo");
  await user.type(screen.getByLabelText(/恢复码/), "ａｂｃｄ－1234{Enter}");
}

describe("VaultScreen", () => {
  it("says how it stands with the backups, and axe finds no fault", async () => {
    const { container } = await show();
    expect(screen.getByText(/电脑外也有一份/)).toBeVisible();
    expect(screen.getByRole("rowheader", { name: /2026-03-05|今天|3月5日/ })).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("says what to do when there is none", async () => {
    view = { ...VIEW, words: "还没有备份过。", good: false, items: [] };
    await show();
    expect(screen.getByText("还没有备份")).toBeVisible();
    expect(screen.getByText(/按上面的“立即备份”/)).toBeVisible();
  });

  it("makes one by a key, and says where it lies", async () => {
    const { user } = await show();
    screen.getByRole("button", { name: "立即备份" }).focus();
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/已备份到 shounuo-0a1b2c3d/)).toBeVisible();
    expect(inputOf("backups.make")).toEqual({ job: "by-hand" });
  });

  it("tells a refusal in the core's words, and a stop as a stop", async () => {
    refuse = { "backups.make": "disk_full" };
    const { user } = await show();
    await user.click(screen.getByRole("button", { name: "立即备份" }));
    expect(await screen.findByText(/词：disk_full/)).toBeVisible();
    refuse = { "backups.make": "cancelled" };
    await user.click(screen.getByRole("button", { name: "立即备份" }));
    expect(await screen.findByText(/已取消，原有的备份没有变/)).toBeVisible();
    expect(screen.queryByText(/词：/)).toBeNull();
  });

  it("a place is picked in the system's dialog and reaches the core as a token", async () => {
    const { user } = await show();
    await user.click(screen.getByRole("button", { name: /选 U 盘/ }));
    await waitFor(() => expect(inputOf("backups.settings")).toEqual({ second: "7" }));
    await user.click(screen.getByRole("switch", { name: "每天自动备份" }));
    await waitFor(() => expect(inputOf("backups.settings")).toEqual({ daily: false }));
  });

  it("a manager sees it and changes nothing", async () => {
    view = { ...VIEW, may_change: false };
    await show("manager");
    expect(screen.getByRole("button", { name: /选文件夹/ })).toBeDisabled();
    expect(screen.queryByRole("button", { name: /从备份恢复/ })).toBeNull();
    expect(screen.getByText("位置由店主决定。")).toBeVisible();
  });

  it("checks one of the list with the code", async () => {
    const { user } = await show();
    await user.dblClick(screen.getByRole("rowheader"));
    await user.type(await screen.findByLabelText(/恢复码/), "abcd{Enter}");
    expect(await screen.findByText(/这份备份是好的/)).toBeVisible();
    expect(inputOf("backups.check")).toEqual({ file: { name: ITEM.name }, code: "abcd" });
  });
});

describe("a full disk", () => {
  it("has its room given free by a key, and says how much that was", async () => {
    notes = [FULL];
    const { user, container } = await show("manager");
    const button = await screen.findByRole("button", { name: "释放应急空间" });
    expect(await faults(container)).toEqual([]);
    button.focus();
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/已释放 200.0 MB 应急空间/)).toBeVisible();
    expect(inputOf("shop.free_reserve")).toEqual({});
    expect(screen.queryByRole("button", { name: "释放应急空间" })).toBeNull();
  });

  it("offers nothing where nothing is put aside", async () => {
    notes = [{ ...FULL, remedy: null }];
    await show();
    await waitFor(() => expect(inputOf("shop.health")).toEqual({}));
    expect(screen.queryByRole("button", { name: "释放应急空间" })).toBeNull();
  });

  it("a refusal leaves the button and says that the room is still there", async () => {
    notes = [FULL];
    refuse = { "shop.free_reserve": "io" };
    const { user } = await show();
    await user.click(await screen.findByRole("button", { name: "释放应急空间" }));
    expect(await screen.findByText(/应急空间还留着/)).toBeVisible();
    expect(screen.getByRole("button", { name: "释放应急空间" })).toBeVisible();
  });
});

describe("salvaging", () => {
  const showClosed = (code: string) => {
    const cancel = vi.fn();
    return { ...renderInApp(<SalvageClosed code={code} onCancel={cancel} />), user: userEvent.setup({ delay: null }), cancel };
  };

  it("a closed shop: with the code typed before, and says what was found and how to go on", async () => {
    const { user, container } = showClosed("ABCD-1234");
    expect(screen.getByText(/原文件夹不改动/)).toBeVisible();
    await waitFor(() => expect(screen.getByLabelText(/恢复码/)).toHaveFocus());
    await user.keyboard("{Enter}");
    expect(await screen.findByText("店铺/shop-抢救-20260305-053500")).toBeVisible();
    expect(inputOf("shop.salvage")).toEqual({ code: "ABCD-1234" });
    expect(screen.getByText("读出 4812 条")).toBeVisible();
    expect(screen.getByText(/12 个，另有 1 个读不出来/)).toBeVisible();
    expect(screen.getByText(/备注有 2 条读不出来/)).toBeVisible();
    expect(screen.getByText("shop-损坏")).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("a closed shop: by the keychain where no code is typed; a refusal is said", async () => {
    refuse = { "shop.salvage": "keychain_missing" };
    const { user } = showClosed("");
    await user.click(screen.getByRole("button", { name: "开始抢救" }));
    expect(await screen.findByText(/词：keychain_missing/)).toBeVisible();
    expect(inputOf("shop.salvage")).toEqual({ code: null });
    await user.click(screen.getByRole("button", { name: "返回" }));
  });

  it("an open shop: only once damage was met", async () => {
    const { container } = renderInApp(<SalvageOpen />);
    await waitFor(() => expect(inputOf("shop.health")).toEqual({}));
    expect(screen.queryByRole("button")).toBeNull();
    container.remove();
    notes = [{ code: "damaged", level: "error", words: "损坏", route: "/settings/recovery", remedy: "keys.salvage" }];
    const shown = renderInApp(<SalvageOpen />);
    await userEvent.click(await screen.findByRole("button", { name: "开始抢救" }));
    expect(await screen.findByText("读出 4812 条")).toBeVisible();
    expect(inputOf("keys.salvage")).toEqual({});
    expect(await faults(shown.container)).toEqual([]);
  });
});

describe("restoring", () => {
  it("goes through three steps and changes nothing before the last", async () => {
    const { user, refresh } = await show();
    await user.click(screen.getByRole("button", { name: /从备份恢复/ }));
    await chooseIn(user);
    expect(await screen.findByText(/备份之后又记了 5 条台账/)).toBeVisible();
    expect(inputOf("restore.inspect")).toEqual({ file: { token: "9" }, code: "abcd-1234", job: "restore" });
    expect(within(screen.getByRole("table", { name: "条数不同的记录" })).getByRole("row", { name: "售后单 12 10" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: /要换，下一步/ }));
    expect(inputOf("restore.swap")).toBeUndefined();
    await user.type(await screen.findByLabelText(/店铺名称/), "小店{Enter}");
    expect(await screen.findByText(/原来的数据改名为/)).toBeVisible();
    expect(inputOf("restore.swap")).toEqual({ name: "小店" });
    await user.click(screen.getByRole("button", { name: "去登录" }));
    expect(refresh).toHaveBeenCalled();
  });

  it("another shop's backup goes no further, and what was restored beside is thrown away", async () => {
    preview = { ...PREVIEW, same_shop: false };
    const { user } = await show();
    await user.click(screen.getByRole("button", { name: /从备份恢复/ }));
    await chooseIn(user);
    expect(await screen.findByText(/另一家店铺的备份/)).toBeVisible();
    expect(screen.getByRole("button", { name: /要换，下一步/ })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "不恢复了" }));
    await waitFor(() => expect(inputOf("restore.forget")).toEqual({}));
  });

  it("begins with the newest of the list, by keys alone", async () => {
    const { user } = await show();
    screen.getByRole("button", { name: /从备份恢复/ }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.getByLabelText(/恢复码/)).toHaveFocus());
    await user.keyboard("abcd{Enter}");
    expect(await screen.findByText(/备份之后又记了 5 条台账/)).toBeVisible();
    expect(inputOf("restore.inspect")).toEqual({ file: { name: ITEM.name }, code: "abcd", job: "restore" });
  });

  it("asks for the file before the code is sent", async () => {
    view = { ...VIEW, items: [] };
    const { user } = await show();
    await user.click(screen.getByRole("button", { name: /从备份恢复/ }));
    await user.type(screen.getByLabelText(/恢复码/), "abcd{Enter}");
    expect(await screen.findByText("请先选择备份文件")).toBeVisible();
    expect(inputOf("restore.inspect")).toBeUndefined();
  });
});

describe("FirstRestore", () => {
  it("brings a shop to a computer that has none", async () => {
    const restored = vi.fn();
    const user = userEvent.setup({ delay: null });
    const { container } = renderInApp(<FirstRestore replaces={false} onRestored={restored} onCancel={() => undefined} />);
    expect(await faults(container)).toEqual([]);
    await chooseIn(user);
    await user.click(await screen.findByRole("button", { name: "去登录" }));
    expect(restored).toHaveBeenCalled();
    expect(inputOf("restore.begin")).toEqual({ file: { token: "9" }, code: "abcd-1234", job: "first-restore" });
  });
});

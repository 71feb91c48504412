import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import { call, type Role } from "@/bridge";
import { announce, answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp, TEST_SHOP, testPerson, testSession } from "@/test/render";
import { Frame } from ".";
import { entriesOf } from "./entries";
import { calendarWarning } from "./StatusWords";

beforeEach(() => answerCalls(() => []));

const show = (role: Role, shop = TEST_SHOP) =>
  renderInApp(<Routes><Route path="/" element={<Frame />}><Route index element={<h1>画面</h1>} /></Route></Routes>, { session: testSession(role, { shop }) });

describe("the rail", () => {
  it.each<[Role, string[]]>([
    ["technician", ["工作台", "售后单", "收货", "维修台", "三包", "冲突", "更多", "设置"]],
    ["after_sales", ["工作台", "售后单", "收货", "维修台", "导入", "三包", "承诺", "冲突", "更多", "设置"]],
    ["manager", ["工作台", "售后单", "收货", "维修台", "导入", "三包", "承诺", "台账", "团队", "备份", "冲突", "更多", "设置"]],
  ])("%s: %j", (role, titles) => expect(entriesOf(role).map(({ title }) => title)).toEqual(titles));

  it("no two entries share a key", () => {
    const keys = entriesOf("owner").map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("the frame", () => {
  it("asks what time has brought about, and again when an import has ended; never while the seat is locked", async () => {
    const asked: string[] = [];
    answerCalls((name) => {
      asked.push(name);
      return name === "shop.tick" ? { done: 0, refused: 0, more: false } : [];
    });
    const ticks = () => asked.filter((name) => name === "shop.tick").length;
    const { unmount } = show("owner");
    await waitFor(() => expect(ticks()).toBe(1));
    await announce({ kinds: ["quality_case"] });
    await announce({ kinds: ["import_batch", "sales_order"] });
    await waitFor(() => expect(ticks()).toBe(2));
    unmount();
    renderInApp(<Routes><Route path="/" element={<Frame />} /></Routes>, { session: testSession("owner", { person: { ...testPerson(), locked: true } }) });
    await announce({ kinds: ["import_batch"] });
    expect(ticks()).toBe(2);
  });

  it("leads the owner, and nobody else, to the recovery code that was never checked", async () => {
    const { container, unmount } = show("owner", { ...TEST_SHOP, recovery_pending: true });
    expect(screen.getByRole("link", { name: "换新恢复码并核对" })).toHaveAttribute("href", "/settings/recovery");
    expect(await faults(container)).toEqual([]);
    unmount();
    show("manager", { ...TEST_SHOP, recovery_pending: true });
    expect(screen.queryByRole("link", { name: "换新恢复码并核对" })).toBeNull();
  });
});

describe("the state of the shop's keeping", () => {
  it("is told over every screen, the pressing as an alert, with the way to put it right", async () => {
    answerCalls((name) =>
      name === "shop.health"
        ? [
            { code: "no_backup", level: "error", words: "已经 4 天没有备份。", route: "/vault" },
            { code: "clock_set_back", level: "warning", words: "电脑的时钟比上次记录的时间早。", route: null },
          ]
        : [],
    );
    const { container } = show("after_sales");
    expect(await screen.findByRole("alert")).toHaveTextContent("已经 4 天没有备份。");
    expect(screen.getByRole("link", { name: "去处理" })).toHaveAttribute("href", "/vault");
    expect(screen.getByText("电脑的时钟比上次记录的时间早。")).toBeInTheDocument();
    expect(await faults(container)).toEqual([]);
  });

  it("is asked for again as soon as the disk or the file refuses a step", async () => {
    const clock = { code: "clock_set_back", level: "warning", words: "时钟早了。", route: null, remedy: null };
    let full = false;
    answerCalls((name) => {
      if (name === "shop.health") return full ? [{ code: "disk_full", level: "error", words: "磁盘满了。", route: "/vault", remedy: null }] : [clock];
      if (name !== "drafts.save") return [];
      full = true;
      throw { code: "disk_full", message: "磁盘空间不足", retryable: false, trace_id: "" };
    });
    show("owner");
    expect(await screen.findByText("时钟早了。")).toBeInTheDocument();
    await call("drafts.save", { name: "a", value: 1 }).catch(() => undefined);
    expect(await screen.findByText("磁盘满了。")).toBeInTheDocument();
  });
});

describe("steps whose answer was lost", () => {
  it("are looked up and told, until somebody has read it", async () => {
    answerCalls((name, input) => {
      if (name === "records.do") throw { code: "unknown", message: "还不知道", retryable: false, trace_id: "" };
      if (name !== "operations.outcome") return [];
      const [step] = (input as { steps: { id: string }[] }).steps;
      return [{ id: step?.id, ended: "done", what: "受理", number: "SH-3F-00001-K", kind: "quality_case", record: "r", at: null, words: "“受理”（SH-3F-00001-K）已经完成并保存，不用重做。" }];
    });
    show("after_sales");
    await call("records.do", { kind: "quality_case", id: "r", event: "accept", input: {}, version: 1 }).catch(() => undefined);
    expect(await screen.findByText(/SH-3F-00001-K.*不用重做/u)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "知道了" }));
    expect(screen.queryByText(/不用重做/u)).toBeNull();
  });
});

describe("calendarWarning", () => {
  it.each([
    [2026, "2026-03-05", null],
    [2026, "2026-10-31", null],
    [2026, "2026-11-01", "请补 2027 年"],
    [2026, "2026-12-31", "请补 2027 年"],
    [2026, "2027-01-01", "没有避开节假日"],
    [null, "2026-01-01", "没有工作日历"],
  ])("%s on %s: %s", (year, today, words) => {
    const said = calendarWarning(year, today);
    if (words === null) expect(said).toBeNull();
    else expect(said).toContain(words);
  });
});

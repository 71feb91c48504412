import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FilePreview, Imported } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { ImportScreen } from ".";
import { refusedCsv, refusedText } from "./refusedCsv";
import { countLines, inOneLine } from "./words";

const PREVIEW: FilePreview = {
  token: "t1", name: "订单.csv", encoding: "GB18030", recognised: true, platform: "taobao", platform_label: "淘宝", kind: "orders",
  label: "淘宝 订单列表", rows: 57, heading_row: 1,
  columns: [
    { heading: "备注标签", field: null, field_label: null },
    { heading: "订单编号", field: "order_no", field_label: "订单编号" },
    { heading: "总金额", field: "payable", field_label: "应付金额" },
  ],
  first_rows: [
    { row: 2, cells: ["红", '="3456789012345678901"', "69.00"], faults: [] },
    { row: 3, cells: ["", "6.9E+18", "59.00"], faults: [{ row: 3, column: "订单编号", reason: "后面的数字丢失了" }] },
  ],
  suggestion: { order_no: "客单号" }, fields: [["order_no", "订单编号"], ["title", "商品名称"], ["phase", "售中或售后"]], platforms: [["taobao", "淘宝"], ["other", "其他"]],
};
const UNKNOWN: FilePreview = {
  ...PREVIEW, recognised: false, platform: "other", label: "", rows: 0, first_rows: [], suggestion: {},
  columns: [{ heading: "客单号", field: null, field_label: null }, { heading: "东西", field: null, field_label: null }],
};
const RESULT: Imported = {
  batch: "b1", number: "DR-1", platform: "taobao", encoding: "GB18030", rows: 57, refused: [{ row: 13, column: "订单编号", reason: "后面的数字丢失了" }],
  orders_new: 55, orders_updated: 1, lines_new: 55, lines_updated: 0, cases_new: 0, cases_updated: 0, unchanged: 3,
};

let calls: [string, unknown][];
let answers: Record<string, (input: never) => unknown>;
beforeEach(() => {
  calls = [];
  answers = { "imports.open": () => PREVIEW, "imports.run": ({ dry_run }: { dry_run: boolean }) => (dry_run ? { ...RESULT, batch: null, number: null } : RESULT) };
  return answerCalls((name, input) => {
    calls.push([name, input]);
    if (name === "records.list") return { label: "导入批次", fields: [], rows: [], after: null };
    if (name === "jobs.progress") return { done: 12 };
    return answers[name]?.(input as never) ?? {};
  });
});
const inputOf = (name: string) => calls.findLast(([called]) => called === name)?.[1];
/** jsdom cannot read a file. */
const csv = (name = "订单.csv", arrayBuffer = async () => new ArrayBuffer(1)) => Object.assign(new File(["x"], name, { type: "text/csv" }), { arrayBuffer });

async function show(...files: File[]) {
  const shown = renderInApp(<ImportScreen />);
  await userEvent.upload(screen.getByLabelText("选择要导入的文件"), files);
  return shown;
}

describe("a recognised file", () => {
  it("says what it is, puts known columns first, marks the fault in its cell and in words", async () => {
    const { container } = await show(csv());
    expect(await screen.findByText("淘宝 订单列表 · GB18030 · 57 行")).toBeVisible();
    expect(inputOf("imports.open")).toMatchObject({ name: "订单.csv" });
    const table = screen.getByRole("grid", { name: "文件开头" });
    expect(within(table).getAllByRole("columnheader").map((head) => head.textContent)).toEqual(["行", "订单编号", "总金额 → 应付金额", "备注标签"]);
    expect(within(table).getByText("3456789012345678901")).toBeVisible();
    expect(within(table).getByTitle("6.9E+18：后面的数字丢失了")).toBeVisible();
    expect(screen.getByText(/第 3 行 订单编号：后面的数字丢失了/)).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("is tried without writing, then imported, then taken back with what was kept", async () => {
    answers["imports.undo"] = () => ({ batch: "b1", withdrawn: 54, restored: 1, kept: ["SH-1"] });
    const { parts, container } = await show(csv());
    fireEvent.change(await screen.findByLabelText("平台上的店名"), { target: { value: " 二店 " } });
    fireEvent.click(screen.getByRole("button", { name: "试导入" }));
    expect(await screen.findByText("试导入：会这样（还没有写入）")).toBeVisible();
    expect(inputOf("imports.run")).toMatchObject({ shop: "二店", dry_run: true, look: { token: "t1" } });

    fireEvent.click(screen.getByRole("button", { name: "导入" }));
    const done = await screen.findByRole("region", { name: "已导入 订单.csv · DR-1" });
    expect(inputOf("imports.run")).toMatchObject({ shop: "二店", dry_run: false });
    expect(within(done).getByRole("row", { name: "订单 55 1" })).toBeVisible();
    expect(within(done).getByText("后面的数字丢失了")).toBeVisible();
    expect(parts.undo.list().map(({ text }) => text)).toEqual(["已导入 订单.csv：新增 55，更新 1，不变 3，拒绝 1"]);
    expect(await faults(container)).toEqual([]);

    fireEvent.click(within(done).getByRole("button", { name: "撤销本批…" }));
    fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "撤销本批" }));
    expect(await screen.findByText(/撤回 54 项，恢复原样 1 项/)).toBeVisible();
    expect(screen.getByText("SH-1")).toBeVisible();
    expect(inputOf("imports.undo")).toEqual({ batch: "b1" });
    expect(parts.undo.list()).toEqual([]);
  });

  it("can be read otherwise", async () => {
    answers["imports.look"] = () => ({ ...PREVIEW, kind: "lines", label: "淘宝 订单明细" });
    await show(csv());
    fireEvent.mouseDown(await screen.findByLabelText("内容"));
    fireEvent.click(await screen.findByText("订单明细（一行一件商品）"));
    expect(await screen.findByText(/淘宝 订单明细/)).toBeVisible();
    expect(inputOf("imports.look")).toEqual({ token: "t1", platform: "taobao", kind: "lines", mapping: null });
  });

  it("shows progress in rows and can be cancelled", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      let refuse: (error: unknown) => void = () => undefined;
      answers["imports.run"] = () => new Promise((_, reject) => (refuse = reject));
      answers["jobs.cancel"] = () => {
        refuse({ code: "cancelled", message: "已取消导入，没有任何改动", retryable: false, trace_id: "" });
        return {};
      };
      await show(csv());
      fireEvent.click(await screen.findByRole("button", { name: "导入" }));
      expect(await screen.findByText("正在导入 12 / 57")).toBeVisible();
      await vi.advanceTimersByTimeAsync(2_100);
      fireEvent.click(await screen.findByRole("button", { name: "取消" }));
      expect(await screen.findByText("已取消导入，没有任何改动")).toBeVisible();
      expect(screen.getByRole("button", { name: "导入" })).toBeEnabled();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a file of no known platform", () => {
  it("asks which column is what, and insists on the order number", async () => {
    answers["imports.open"] = () => UNKNOWN;
    answers["imports.look"] = () => PREVIEW;
    const { container } = await show(csv());
    expect(await screen.findByText(/没有认出是哪个平台的文件/)).toBeVisible();
    expect(await faults(container)).toEqual([]);
    expect(screen.queryByLabelText("售中或售后")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "就这样读" }));
    expect(await screen.findByText("请指出哪一列是订单编号。")).toBeVisible();
    expect(inputOf("imports.look")).toBeUndefined();
    fireEvent.mouseDown(screen.getByLabelText(/^订单编号/));
    fireEvent.click(await screen.findByTitle("客单号"));
    fireEvent.click(screen.getByRole("button", { name: "就这样读" }));
    expect(await screen.findByText(/淘宝 订单列表/)).toBeVisible();
    expect(inputOf("imports.look")).toMatchObject({ mapping: { order_no: "客单号" }, platform: "other", kind: "orders" });
  });
});

it("a file that cannot be read from the disk is said to be that", async () => {
  await show(csv("a.csv", () => Promise.reject(new DOMException("gone", "NotFoundError"))));
  expect(await screen.findByText(/这个文件读不出来/)).toBeVisible();
  expect(inputOf("imports.open")).toBeUndefined();
});

it("reading a file can be cancelled, under the name it was begun with", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    let refuse: (error: unknown) => void = () => undefined;
    answers["imports.open"] = () => new Promise((_, reject) => (refuse = reject));
    answers["jobs.cancel"] = () => {
      refuse({ code: "cancelled", message: "已取消读取。没有导入任何内容", retryable: false, trace_id: "" });
      return {};
    };
    await show(csv());
    await vi.advanceTimersByTimeAsync(2_100);
    fireEvent.click(await screen.findByRole("button", { name: "取消" }));
    expect(await screen.findByText(/已取消读取/)).toBeVisible();
    const { job } = inputOf("imports.open") as { job: string };
    expect(job).not.toBe("");
    expect(inputOf("jobs.cancel")).toEqual({ job });
  } finally {
    vi.useRealTimers();
  }
});

it("a refused file leaves the way open to the next", async () => {
  let first = true;
  answers["imports.open"] = () => {
    if (!first) return PREVIEW;
    first = false;
    throw { code: "bad_file", message: "这个文件不是表格。没有导入任何内容", retryable: false, trace_id: "" };
  };
  await show(csv("a.csv"), csv("b.csv"));
  expect(await screen.findByText(/这个文件不是表格/)).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "继续下一个文件" }));
  await waitFor(() => expect(inputOf("imports.open")).toMatchObject({ name: "b.csv" }));
  expect(await screen.findByText(/淘宝 订单列表/)).toBeVisible();
});

describe("the refused rows", () => {
  const rows = [{ row: 2, column: "=cmd|x", reason: '有"引号",和逗号' }, { row: 3, column: "", reason: "＝1" }];

  it("as CSV: a mark for Excel, quoted, never a formula", () => {
    expect(refusedCsv(rows)).toBe('\uFEFF文件中的行,列,原因\r\n2,\'=cmd|x,"有""引号"",和逗号"\r\n3,整行,\'＝1\r\n');
  });

  it("for the clipboard: one line a row", () => {
    expect(refusedText([{ row: 2, column: "a\tb", reason: "x\ny" }])).toBe("文件中的行\t列\t原因\n2\ta b\tx y");
  });
});

describe("words", () => {
  it("leaves out what a file has none of", () => expect(countLines(RESULT).map(({ label }) => label)).toEqual(["订单", "订单明细"]));
  it("counts a line with its order", () => expect(inOneLine(RESULT, 1)).toBe("新增 55，更新 1，不变 3，拒绝 1"));
});

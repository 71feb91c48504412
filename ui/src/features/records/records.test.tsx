import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes, useLocation } from "react-router";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DoInput, ListInput } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { KindsScreen, RecordScreen, RecordsScreen } from ".";
import { CASE_RECORD, CONSUMER_RECORD, DECLINE, FIELDS, KINDS, LEND, record, row } from "./testing";

type Answer = (input: never) => unknown;
const refusal = (code: string, message: string, more: object = {}) => ({ code, message, retryable: false, trace_id: "t-1", ...more });

/** A core with one kind of its own, as the pages see it. */
const core = { record: record(), answers: {} as Record<string, Answer>, calls: [] as [string, unknown][] };
const page = { label: "备用机", fields: FIELDS, rows: [row("l-1", "BJ-1-00001"), row("l-2", "BJ-1-00002", { state: "returned", unit: "平板" })], after: null };

const STANDARD: Record<string, Answer> = {
  "records.kinds": () => KINDS,
  "records.new": () => [LEND, DECLINE],
  "records.list": ({ kind }: ListInput) =>
    kind === "quality_case" ? { label: "售后单", fields: CASE_RECORD.fields, rows: [{ id: CASE_RECORD.id, number: CASE_RECORD.number, state_label: "", values: CASE_RECORD.values }], after: null } : page,
  "records.show": ({ kind }: { kind: string }) => (kind === "quality_case" ? CASE_RECORD : kind === "consumer" ? CONSUMER_RECORD : core.record),
  "records.do": (input: DoInput) => ({ id: input.id ?? "l-9", number: "", state: "lent", state_label: "借出中", version: 4, kinds: ["loaner"] }),
  "records.related": () => [],
  "cases.show": () => ({ record: CASE_RECORD }),
  "cases.list": () => ({ rows: [{ id: CASE_RECORD.id, number: CASE_RECORD.number, title: "手机" }], after: null }),
  "ledger.list": () => { throw refusal("not_allowed", "台账由经理和店主查看"); },
  "staff.colleagues": () => [],
  "drafts.load": () => ({ value: null }),
  "look.load": () => ({ value: null }),
};

beforeEach(() => {
  Object.assign(core, { record: record(), answers: {}, calls: [] });
  return answerCalls((name, input) => {
    core.calls.push([name, input]);
    const answer = core.answers[name] ?? STANDARD[name];
    return answer === undefined ? {} : answer(input as never);
  });
});
const asked = (name: string) => core.calls.filter(([called]) => called === name).map(([, input]) => input);
const user = () => userEvent.setup({ delay: null });

function Address() {
  const { pathname, search } = useLocation();
  return <p data-testid="address">{pathname}{search}</p>;
}

function show(path: string) {
  return renderInApp(
    <>
      <Routes>
        <Route path="/records" element={<KindsScreen />} />
        <Route path="/records/:kind" element={<RecordsScreen />} />
        <Route path="/records/:kind/:id" element={<RecordScreen />} />
        <Route path="*" element={null} />
      </Routes>
      <Address />
    </>,
    { path },
  );
}
const address = () => screen.getByTestId("address").textContent;

describe("更多", () => {
  it("groups what the person may see; cases lead to their own list", async () => {
    const { container } = show("/records");
    const records = await screen.findByRole("region", { name: "记录" });
    expect(within(records).getByRole("link", { name: "备用机" })).toHaveAttribute("href", "/records/loaner");
    expect(within(records).getByRole("link", { name: "售后单" })).toHaveAttribute("href", "/cases");
    expect(within(screen.getByRole("region", { name: "目录与设置" })).getByRole("link", { name: "店铺" })).toBeVisible();
    expect(within(screen.getByRole("region", { name: "人员" })).getByRole("link", { name: "消费者" })).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("says when it cannot be asked", async () => {
    core.answers["records.kinds"] = () => { throw refusal("store", "数据文件读不出来"); };
    show("/records");
    expect(await screen.findByText("数据文件读不出来")).toBeVisible();
  });
});

describe("the list of a kind", () => {
  it("has number, state and the first fields, each by its type", async () => {
    const { container } = show("/records/loaner");
    const first = await screen.findByRole("row", { name: /BJ-1-00001/ });
    expect(within(first).getByText("¥123.00")).toBeVisible();
    expect(within(first).getByText("2026-03-04")).toBeVisible();
    expect(await within(first).findByText("SH-1-00007 · 手机")).toBeVisible();
    expect(await within(first).findByText("张**")).toBeVisible();
    const heads = screen.getAllByRole("columnheader").map((head) => head.textContent);
    expect(heads).toEqual(["编号", "状态", "售后单", "消费者", "备用机", "借出日期", "收回日期", "押金", "更新"]);
    expect(await faults(container)).toEqual([]);
  });

  it("Enter opens, without a mouse", async () => {
    show("/records/loaner");
    await screen.findByRole("row", { name: /BJ-1-00002/ });
    // Faster than this it would be a scanner.
    const person = userEvent.setup({ delay: 60 });
    await person.keyboard("j{Enter}");
    await waitFor(() => expect(address()).toMatch(/^\/records\/loaner\/l-[12]$/));
  });

  it("asks for the next page by the key of the last", async () => {
    core.answers["records.list"] = ({ after }: ListInput) => (after === null ? { ...page, after: "7/l-2" } : { ...page, rows: [row("l-3", "BJ-1-00003")] });
    show("/records/loaner");
    fireEvent.click(await screen.findByRole("button", { name: /更多/ }));
    expect(await screen.findByText("BJ-1-00003")).toBeVisible();
    expect(screen.getByText("BJ-1-00001")).toBeVisible();
    expect(asked("records.list").at(-1)).toMatchObject({ kind: "loaner", after: "7/l-2" });
  });

  it("is narrowed by words, and among what was found by state", async () => {
    show("/records/loaner?state=returned");
    await screen.findByText("BJ-1-00002");
    expect(asked("records.list")).toContainEqual({ kind: "loaner", words: "", state: "returned", after: null });
    await user().type(screen.getByRole("searchbox", { name: "在备用机里查找" }), "平板{Enter}");
    await waitFor(() => expect(asked("records.list").at(-1)).toMatchObject({ words: "平板" }));
    expect(address()).toBe("/records/loaner?q=%E5%B9%B3%E6%9D%BF&state=returned");
    await waitFor(() => expect(screen.queryByText("BJ-1-00001")).toBeNull());
    expect(screen.getByText("BJ-1-00002")).toBeVisible();
  });

  it("a kind without numbers is named by its first field", async () => {
    core.answers["records.list"] = () => ({ ...page, fields: FIELDS.slice(2), rows: [row("l-1", "")] });
    show("/records/loaner");
    expect(await screen.findByRole("rowheader", { name: "旧款手机 A1" })).toBeVisible();
    expect(screen.queryByRole("columnheader", { name: "编号" })).toBeNull();
  });

  it("empty, it names the first step", async () => {
    core.answers["records.list"] = () => ({ ...page, rows: [] });
    show("/records/loaner");
    expect(await screen.findByText("还没有备用机")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "新建" }));
    expect(await screen.findByRole("dialog")).toHaveTextContent(/^借出 备用机/);
  });

  it("of a kind that is not seen says so", async () => {
    show("/records/nonsense");
    expect(await screen.findByText("没有这类记录，或您的岗位不能查看")).toBeVisible();
    expect(asked("records.list")).toEqual([]);
  });

  it("of cases is their own", async () => {
    show("/records/quality_case");
    await waitFor(() => expect(address()).toBe("/cases"));
  });
});

describe("a new record", () => {
  it("is made with the keyboard, its case found by search, and opened", async () => {
    show("/records/loaner");
    await screen.findByRole("button", { name: "借出…" });
    const person = user();
    await person.keyboard("c");
    const dialog = await screen.findByRole("dialog");
    await person.click(within(dialog).getByLabelText(/售后单/));
    await person.click(await screen.findByText("SH-1-00007 · 手机", { selector: ".ant-select-item-option-content" }));
    await person.type(within(dialog).getByLabelText(/备用机/), "旧款手机 A1");
    await person.type(within(dialog).getByLabelText(/借出日期/), "2026-03-05{Enter}");
    // What was left empty is not sent.
    await waitFor(() => expect(asked("records.do")).toEqual([
      { kind: "loaner", id: null, event: "lend", version: null, input: { case_id: CASE_RECORD.id, unit: "旧款手机 A1", lent_on: "2026-03-05" } },
    ]));
    await waitFor(() => expect(address()).toBe("/records/loaner/l-9"));
  });

  it("what is missing is said at its field and nothing is sent", async () => {
    show("/records/loaner");
    fireEvent.click(await screen.findByRole("button", { name: "记录不需要…" }));
    const dialog = await screen.findByRole("dialog");
    expect(await faults(dialog)).toEqual([]);
    fireEvent.click(within(dialog).getByRole("button", { name: "记录不需要" }));
    expect(await within(dialog).findByText("请填写消费者的答复")).toBeVisible();
    expect(asked("records.do")).toEqual([]);
  });
});

describe("a record", () => {
  it("shows every field by its type, with the ways to what it points to", async () => {
    const { container } = show("/records/loaner/l-1");
    expect(await screen.findByRole("heading", { level: 1, name: "BJ-1-00001 旧款手机 A1" })).toBeVisible();
    expect(await screen.findByRole("link", { name: "SH-1-00007 · 手机" })).toHaveAttribute("href", `/cases/${CASE_RECORD.id}`);
    expect(await screen.findByRole("link", { name: "张**" })).toHaveAttribute("href", "/records/consumer/p-1");
    expect(screen.getByText("¥123.00")).toBeVisible();
    expect(screen.getByText("诺")).toBeVisible();
    expect(screen.getByText("2 项")).toBeVisible();
    expect(screen.getByText("充电器")).toBeInTheDocument();
    expect(await faults(container)).toEqual([]);
  });

  it("says why a button is disabled, and where a step is done that it cannot ask for", async () => {
    show("/records/loaner/l-1");
    expect(await screen.findByText("不能收回：要先验机")).toBeVisible();
    expect(screen.getByText("不能画图：要填写“附件”，请到它的售后单里做")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "收回" }));
    expect(asked("records.do")).toEqual([]);
  });

  it("a grave step is asked once more, then done on the version that was seen", async () => {
    show("/records/loaner/l-1");
    fireEvent.click(await screen.findByRole("button", { name: "报废…" }));
    const dialog = await screen.findByRole("dialog", { name: "报废 BJ-1-00001" });
    expect(within(dialog).getByText(/不能撤销/)).toBeVisible();
    expect(asked("records.do")).toEqual([]);
    fireEvent.click(within(dialog).getByRole("button", { name: "报废" }));
    await waitFor(() => expect(asked("records.do")).toEqual([{ kind: "loaner", id: "l-1", event: "destroy", version: 3, input: {} }]));
  });

  it("a form begins with what is there; a masked value left alone is not sent", async () => {
    show("/records/loaner/l-1");
    fireEvent.click(await screen.findByRole("button", { name: "修改…" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByLabelText(/说明/)).toHaveValue("屏有划痕");
    expect(within(dialog).getByLabelText(/电话/)).toHaveValue("");
    expect(within(dialog).getByText("现在是 138****5678；留空就不改")).toBeVisible();
    await user().clear(within(dialog).getByLabelText(/说明/));
    fireEvent.click(within(dialog).getByRole("button", { name: "修改" }));
    await waitFor(() => expect(asked("records.do")).toEqual([{ kind: "loaner", id: "l-1", event: "edit", version: 3, input: { unit: "旧款手机 A1", remark: null } }]));
  });

  it("a conflict keeps what was typed, says what changed, and takes the new version only then", async () => {
    core.answers["records.do"] = ({ version }: DoInput) => {
      if (version === core.record.version) return { id: "l-1", number: "", state: "lent", state_label: "借出中", version: 5, kinds: ["loaner"] };
      throw refusal("conflict", "这条记录刚被别人改过。您填写的内容还在，请看过新内容后再提交", { retryable: true });
    };
    show("/records/loaner/l-1");
    fireEvent.click(await screen.findByRole("button", { name: "修改…" }));
    const dialog = await screen.findByRole("dialog");
    await user().type(within(dialog).getByLabelText(/说明/), "，已贴膜");
    core.record = record({ version: 4, values: { ...core.record.values, unit: "旧款手机 A2" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "修改" }));
    expect(await within(dialog).findByText(/刚被别人改过/)).toBeVisible();
    expect(await within(dialog).findByText(/别人刚改了备用机。/)).toBeVisible();
    expect(within(dialog).getByLabelText(/说明/)).toHaveValue("屏有划痕，已贴膜");
    expect(await screen.findByRole("heading", { level: 1, name: "BJ-1-00001 旧款手机 A2", hidden: true })).toBeInTheDocument();
    await waitFor(() => expect(within(dialog).getByRole("button", { name: "修改" })).not.toHaveClass("ant-btn-loading"));
    fireEvent.click(within(dialog).getByRole("button", { name: "修改" }));
    await waitFor(() => expect(asked("records.do").map((input) => (input as DoInput).version)).toEqual([3, 4]));
  });

  it("a masked value is had for a reason", async () => {
    core.answers["records.reveal"] = vi.fn(() => ({ value: "13812345678", seconds: 60 }));
    show("/records/loaner/l-1");
    fireEvent.click(await screen.findByRole("button", { name: "查看电话" }));
    const person = user();
    await person.type(await screen.findByRole("textbox", { name: "查看电话的原因" }), "电话联系{Enter}");
    expect(await screen.findByText("13812345678")).toBeVisible();
    expect(core.answers["records.reveal"]).toHaveBeenCalledWith({ kind: "loaner", id: "l-1", field: "phone", reason: "电话联系" });
  });

  it("history is there for those who may read the ledger, and silent for others", async () => {
    const { unmount } = show("/records/loaner/l-1");
    await waitFor(() => expect(asked("ledger.list")).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole("region", { name: "经过" })).toBeNull());
    expect(screen.queryByText("台账由经理和店主查看")).toBeNull();
    unmount();
    const change = { label: "借出日期", old: "", new: "2026-03-04", guarded: true };
    const item = { place: "A/1/7", at: "2026-03-04T02:00:00Z", who: "小李", kind_label: "备用机", kind: "loaner", record: "l-1", event: "lend", label: "借出", changes: [change], hash: "h" };
    core.answers["ledger.list"] = () => ({ items: [item], before: null, total: 1 });
    show("/records/loaner/l-1");
    const history = within(await screen.findByRole("region", { name: "经过" }));
    expect(await history.findByText(/借出日期：/)).toHaveTextContent("借出日期：2026-03-04");
    expect(asked("ledger.list").at(-1)).toEqual({ record: "l-1", actor: null, before: null });
  });

  it("one that is not there, or may not be known of, says so", async () => {
    core.answers["records.show"] = () => { throw refusal("not_found", "没有找到这条记录，或您无权查看"); };
    show("/records/loaner/l-1");
    expect(await screen.findByText("没有找到这条记录，或您无权查看")).toBeVisible();
  });

  it("of a case is the page of cases", async () => {
    show("/records/quality_case/q-1");
    await waitFor(() => expect(address()).toBe("/cases/q-1"));
  });
});

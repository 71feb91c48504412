import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "@/bridge";
import { DraftProvider, memoryDrafts, type DraftStore } from "@/shared/drafts";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { checkAll, FormFromFields, parseField, toTyped, type FieldDeclaration, type FormFromFieldsProps } from ".";

const FIELDS: FieldDeclaration[] = [
  { name: "title", label: "标题", type: "text", required: true, max_length: 5 },
  { name: "paid", label: "实付", type: "money", required: true, min: 1 },
  { name: "count", label: "件数", type: "int", min: 1, max: 99 },
  { name: "signed", label: "签收日", type: "date" },
  { name: "broken", label: "人为损坏", type: "bool" },
  { name: "way", label: "处理", type: "choice", required: true, choices: [{ value: "repair", label: "维修" }, { value: "swap", label: "换货" }] },
  { name: "note", label: "说明", type: "long_text" },
];
const field = (name: string) => {
  const found = FIELDS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe("parseField", () => {
  it.each([
    ["title", " 换新 ", "换新"],
    ["paid", "1,234.5", 123450],
    ["paid", "￥１２", 1200],
    ["count", "７", 7],
    ["count", "", null],
    ["signed", "2026-03-05", "2026-03-05"],
    ["broken", true, true],
    ["broken", undefined, false],
    ["way", "swap", "swap"],
  ])("%s %j", (name, typed, value) => expect(parseField(field(name), typed)).toEqual({ ok: true, value }));

  it.each([
    ["title", "   ", "请填写标题"],
    ["title", "一二三四五六", "标题最多 5 字，现在 6 字"],
    ["paid", "", "请填写实付"],
    ["paid", "十元", "请填金额，例如 1234.50"],
    ["paid", "0", "实付不能小于 ¥0.01"],
    ["count", "1.5", "件数要填整数"],
    ["count", "100", "件数不能大于 99"],
    ["signed", "下周", "签收日要填日期，例如 2026-03-05"],
    ["way", "", "请选择处理"],
    ["way", "melt", "处理要从列表里选"],
  ])("refuses %s %j", (name, typed, message) => expect(parseField(field(name), typed)).toEqual({ ok: false, message }));
});

it("what is shown for editing is read back the same", () => {
  const values = { title: "换新", paid: 123450, count: 3, signed: "2026-03-05", broken: true, way: "repair", note: null };
  expect(checkAll(FIELDS, toTyped(FIELDS, values))).toEqual({ values, errors: {} });
});

const SHORT: FieldDeclaration[] = [field("title"), field("paid"), field("note")];
const onSubmit = vi.fn();
beforeEach(() => {
  onSubmit.mockReset();
  onSubmit.mockResolvedValue(undefined);
});

function show(props: Partial<FormFromFieldsProps> = {}, drafts: DraftStore = memoryDrafts()) {
  return renderInApp(
    <DraftProvider store={drafts}><FormFromFields fields={SHORT} submit="受理" onSubmit={onSubmit} {...props} /></DraftProvider>,
  );
}
const box = (name: RegExp) => screen.getByRole("textbox", { name });

describe("FormFromFields", () => {
  it("has no fault that axe knows, with every type of field", async () => {
    const { container } = show({ fields: [...FIELDS, { name: "order", label: "订单", type: "ref", kind: "order" }], lookup: async () => [] });
    expect(await faults(container)).toEqual([]);
  });

  it("does not send what is wrong: says it at the field and goes there", async () => {
    const user = userEvent.setup();
    show();
    await user.type(box(/实付/), "abc");
    await user.click(screen.getByRole("button", { name: "受理" }));
    expect(onSubmit).not.toHaveBeenCalled();
    expect(box(/标题/)).toHaveFocus();
    expect(box(/标题/)).toHaveAccessibleDescription("请填写标题");
    expect(box(/实付/)).toBeInvalid();
    await user.type(box(/标题/), "换");
    expect(box(/标题/)).toBeValid();
  });

  it("sends fen on Enter, and shows two decimals on leaving the field", async () => {
    const user = userEvent.setup();
    show();
    await user.type(box(/实付/), "12.5");
    await user.tab();
    expect(box(/实付/)).toHaveValue("12.50");
    await user.type(box(/标题/), "换新{Enter}");
    await waitFor(() => expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ title: "换新", paid: 1250, note: null }));
  });

  it("Enter in a long text is a new line, Ctrl+Enter sends", async () => {
    const user = userEvent.setup();
    show({ initial: { title: "换新", paid: 100 } });
    await user.type(box(/说明/), "一{Enter}二");
    expect(onSubmit).not.toHaveBeenCalled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ title: "换新", paid: 100, note: "一\n二" }));
  });

  it("an Enter that ends a composition does not send", () => {
    show({ initial: { title: "换新", paid: 100 } });
    const proceeds = fireEvent.keyDown(box(/标题/), { key: "Enter", keyCode: 229 });
    expect(proceeds).toBe(false);
  });

  it("a refusal that names a field stands at the field, another above the button; nothing typed is lost", async () => {
    const refusal = { code: "refused", message: "标题不能重复", retryable: false, trace_id: "t-9" };
    onSubmit.mockRejectedValueOnce(new CallError({ ...refusal, field: "title" }));
    onSubmit.mockRejectedValueOnce(new CallError(refusal));
    const user = userEvent.setup();
    show({ initial: { title: "换新", paid: 100 } });
    await user.click(screen.getByRole("button", { name: "受理" }));
    await waitFor(() => expect(box(/标题/)).toHaveAccessibleDescription("标题不能重复"));
    await user.click(screen.getByRole("button", { name: "受理" }));
    expect(await screen.findByText("编号 t-9")).toBeVisible();
    expect(screen.getByText("已填的内容还在。")).toBeVisible();
    expect(box(/标题/)).toHaveValue("换新");
  });

  it("what was typed survives, is told, and is forgotten once sent", async () => {
    const drafts = memoryDrafts();
    const user = userEvent.setup();
    const first = show({ draft: "new-case" }, drafts);
    await user.type(box(/标题/), "换新");
    first.unmount();
    show({ draft: "new-case" }, drafts);
    expect(await screen.findByText(/上次没有保存的内容/)).toBeVisible();
    expect(box(/标题/)).toHaveValue("换新");
    await user.type(box(/实付/), "1{Enter}");
    await waitFor(() => expect(onSubmit).toHaveBeenCalled());
    await waitFor(async () => expect(await drafts.load("new-case")).toBeUndefined());
  });

  it("a draft that no longer fits is not forced in", async () => {
    const drafts = memoryDrafts();
    await drafts.save("k", { title: 7, other: "x", paid: "3" });
    show({ draft: "k" }, drafts);
    await waitFor(() => expect(box(/实付/)).toHaveValue("3"));
    expect(box(/标题/)).toHaveValue("");
  });
});

describe("checks", () => {
  const LIST: FieldDeclaration = { name: "condition", label: "接修检查", type: "checks", required: true, items: [{ name: "外观", answers: ["完好", "破损"] }, { name: "开机", answers: ["能", "不能"] }] };

  it("every item is answered, and the answers are sent as they were chosen", async () => {
    const onSubmit = vi.fn(() => Promise.resolve());
    const { container } = renderInApp(<FormFromFields fields={[LIST]} submit="接修" onSubmit={onSubmit} />);
    await userEvent.click(screen.getByRole("radio", { name: "破损" }));
    await userEvent.click(screen.getByRole("button", { name: "接修" }));
    expect(await screen.findByText("接修检查里“开机”还没有选")).toBeVisible();
    await userEvent.click(screen.getByRole("radio", { name: "能" }));
    await userEvent.click(screen.getByRole("button", { name: "接修" }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ condition: { 外观: "破损", 开机: "能" } }));
    expect(await faults(container)).toEqual([]);
  });

  it("a stored list comes back as it was", () => expect(toTyped([LIST], { condition: { 外观: "完好", 开机: "能" } })).toEqual({ condition: "{\"外观\":\"完好\",\"开机\":\"能\"}" }));
});

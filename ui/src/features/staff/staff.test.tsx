import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { Person, RecordView, Role } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp, testSession } from "@/test/render";
import { StaffScreen } from ".";

const PEOPLE: Person[] = [
  { id: "p1", login: "owner", name: "李晓晴", role: "owner", role_label: "店主", active: true, has_password: true },
  { id: "p2", login: "kefu", name: "小王", role: "after_sales", role_label: "客服", active: true, has_password: true },
];
const button = { enabled: true, why: null, asks: [], grave: false, clause: "" };
const record = (id: string): RecordView => ({
  kind: "account", kind_label: "账号", id, number: "", state: "active", state_label: "在岗", version: 2, created_ms: 0, fields: [], values: {}, papers: [],
  buttons: [
    { ...button, event: "rename", label: "改姓名", asks: [{ name: "name", label: "姓名", type: "text", choices: [], of: null, required: true, masked: false, help: "" }] },
    { ...button, event: "deactivate", label: "停用", grave: true, ...(id === "p1" ? { enabled: false, why: "这是最后一位店主，先让另一位成为店主" } : {}) },
  ],
});

let calls: [string, unknown][];
beforeEach(() => {
  calls = [];
  return answerCalls((name, input) => {
    calls.push([name, input]);
    if (name === "staff.list") return PEOPLE;
    if (name === "records.show") return record((input as { id: string }).id);
    if (name === "staff.create" && (input as { login: string }).login === "kefu") throw { code: "bad_input", message: "登录名“kefu”已有人使用，请换一个", field: "login", retryable: false, trace_id: "" };
    return { id: "p3", number: "", state: "active", state_label: "在岗", version: 3, kinds: [] };
  });
});
const inputOf = (name: string) => calls.findLast(([called]) => called === name)?.[1];

async function show(role: Role = "owner") {
  const shown = renderInApp(<StaffScreen />, { session: testSession(role) });
  await screen.findByText("小王");
  return shown;
}
const choose = async (name: string) => {
  fireEvent.focus(screen.getByText(name).closest("tr") as HTMLElement);
  return await screen.findByRole("region", { name });
};

describe("StaffScreen", () => {
  it("has no fault that axe knows, with a person chosen", async () => {
    const { container } = await show();
    await choose("小王");
    await screen.findByRole("button", { name: "停用…" });
    expect(await faults(container)).toEqual([]);
  });

  it("a step that is not possible says why", async () => {
    await show();
    await choose("李晓晴");
    expect(await screen.findByText("不能停用：这是最后一位店主，先让另一位成为店主")).toBeVisible();
  });

  it("deactivates after asking once more", async () => {
    await show();
    await choose("小王");
    fireEvent.click(await screen.findByRole("button", { name: "停用…" }));
    fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "停用" }));
    await waitFor(() => expect(inputOf("records.do")).toEqual({ kind: "account", id: "p2", event: "deactivate", input: {}, version: 2 }));
  });

  it("resets a password; the owner's only by an owner", async () => {
    await show("manager");
    await choose("李晓晴");
    expect(await screen.findByText(/店主的密码只有店主能重设/)).toBeVisible();
    await choose("小王");
    fireEvent.click(await screen.findByRole("button", { name: "重设密码…" }));
    const dialog = within(await screen.findByRole("dialog"));
    const user = userEvent.setup({ delay: null });
    await user.type(dialog.getByLabelText(/新密码/), "fresh-2026");
    await user.type(dialog.getByLabelText(/再输一次/), "fresh-2026{Enter}");
    await waitFor(() => expect(inputOf("staff.reset_password")).toEqual({ id: "p2", password: "fresh-2026" }));
    expect(await screen.findByText(/密码已重设/)).toBeVisible();
  });

  it("adds a person; a login in use is said at its field; a manager makes no owner", async () => {
    await show("manager");
    const user = userEvent.setup({ delay: 60 });
    await user.keyboard("n");
    const dialog = within(await screen.findByRole("dialog"));
    await waitFor(() => expect(dialog.getByLabelText(/姓名/)).toHaveFocus());
    fireEvent.change(dialog.getByLabelText(/姓名/), { target: { value: "小陈" } });
    fireEvent.change(dialog.getByLabelText(/登录名/), { target: { value: "kefu" } });
    fireEvent.mouseDown(dialog.getByLabelText(/岗位/));
    fireEvent.click(await screen.findByTitle("维修技师"));
    expect(document.querySelector('.ant-select-item-option[title="店主"]')).toBeNull();
    for (const label of [/第一个密码/, /再输一次/]) fireEvent.change(dialog.getByLabelText(label), { target: { value: "first-2026" } });
    fireEvent.click(dialog.getByRole("button", { name: "添加" }));
    await waitFor(() => expect(dialog.getByLabelText(/登录名/)).toHaveAccessibleDescription(/已有人使用/));
    fireEvent.change(dialog.getByLabelText(/登录名/), { target: { value: "chen" } });
    await waitFor(() => expect(dialog.getByRole("button", { name: "添加" })).not.toHaveClass("ant-btn-loading"));
    fireEvent.click(dialog.getByRole("button", { name: "添加" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(inputOf("staff.create")).toEqual({ name: "小陈", login: "chen", role: "technician", password: "first-2026" });
  });
});

import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes, useLocation } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import type { Button, RelatedGroup } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { RecordScreen } from ".";
import { button, field, KINDS, record, row } from "./testing";

const LINK = field("loaner_id", "备用机", "ref", { of: "loaner", required: true });
const SEND = button("send_in", "送修", { asks: [LINK, field("fault", "故障", "text", { required: true }), field("remark", "说明", "text")] });
const REPAIRS: RelatedGroup = { kind: "repair", label: "维修单", field: "loaner_id", is_case: true, creates: true, rows: [] };
const PARTS: RelatedGroup = { ...REPAIRS, kind: "part", label: "配件", is_case: false, rows: [{ ...row("x-1", "PJ-1"), state_label: "在库" }] };
const NOTICES: RelatedGroup = { kind: "notice", label: "通知书", field: "about_id", is_case: false, creates: false, rows: [{ id: "n-1", number: "TZ-1", state_label: "已出具", values: { title: "借用凭条", state: "issued" } }] };

let groups: RelatedGroup[];
let begins: Button[];
let calls: [string, unknown][];
beforeEach(() => {
  [groups, begins, calls] = [[REPAIRS, PARTS], [SEND], []];
  return answerCalls((name, input) => {
    calls.push([name, input]);
    if (name === "records.kinds") return [...KINDS, { kind: "repair", label: "维修单", states: [], creates: true, is_case: true }];
    if (name === "records.show") return record({ papers: [{ what: "slip", title: "借用凭条", sizes: [["slip80", "80 毫米小票"]] }] });
    if (name === "records.related") return groups;
    if (name === "records.new") return begins;
    if (name === "records.do") return { id: "w-9", number: "WX-9", state: "open", state_label: "已收", version: 1, kinds: [] };
    if (name === "ledger.list") return { items: [], before: null, total: 0 };
    return name === "staff.colleagues" ? [] : { value: null };
  });
});
const done = () => calls.filter(([name]) => name === "records.do").map(([, input]) => input);

function Address() {
  return <p data-testid="address">{useLocation().pathname}</p>;
}
const show = (path = "/records/loaner/l-1") =>
  renderInApp(<><Routes><Route path="/records/:kind/:id" element={<RecordScreen />} /><Route path="*" element={null} /></Routes><Address /></>, { path });
const address = () => screen.getByTestId("address").textContent;

describe("what belongs to a record", () => {
  it("is listed with number and state, cases by their own page; axe finds no fault", async () => {
    groups = [{ ...REPAIRS, rows: [{ ...row("w-1", "WX-1"), state_label: "待件" }] }, PARTS];
    const { container } = show();
    const repairs = within(await screen.findByRole("region", { name: "维修单" }));
    expect(repairs.getByRole("link", { name: /WX-1.*待件/ })).toHaveAttribute("href", "/cases/w-1");
    expect(screen.getByRole("link", { name: /PJ-1.*在库/ })).toHaveAttribute("href", "/records/part/x-1");
    expect(await faults(container)).toEqual([]);
  });

  it("a new part is made without asking to what it belongs, and a case is opened", async () => {
    show();
    fireEvent.click(await screen.findByRole("button", { name: "送修维修单" }));
    const dialog = within(await screen.findByRole("dialog", { name: /送修 维修单/ }));
    expect(dialog.queryByLabelText(/备用机/)).toBeNull();
    await userEvent.setup({ delay: null }).type(dialog.getByLabelText(/故障/), "不开机{Enter}");
    await waitFor(() => expect(done()).toEqual([{ kind: "repair", id: null, event: "send_in", version: null, input: { fault: "不开机", loaner_id: "l-1" } }]));
    await waitFor(() => expect(address()).toBe("/cases/w-9"));
  });

  it("a part that is no case stands here, and what was done is said", async () => {
    groups = [PARTS];
    begins = [button("book", "领用", { asks: [LINK] })];
    show();
    fireEvent.click(await screen.findByRole("button", { name: "领用配件" }));
    fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "领用" }));
    expect(await screen.findByText("已领用 WX-9")).toBeInTheDocument();
    expect(address()).toBe("/records/loaner/l-1");
  });

  it("a step that does not ask for the record cannot begin its part", async () => {
    groups = [PARTS];
    begins = [button("book", "领用", { asks: [field("fault", "故障", "text")] })];
    show();
    await screen.findByText("PJ-1");
    expect(screen.queryByRole("button", { name: "领用配件" })).toBeNull();
  });

  it("papers that tell of it stand with those that may be issued", async () => {
    groups = [NOTICES];
    show();
    const papers = within(await screen.findByRole("region", { name: "通知书" }));
    expect(await papers.findByRole("button", { name: /借用凭条/ })).toBeVisible();
    expect(papers.getByRole("button", { name: "出具…" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "相关记录" })).toBeNull();
  });

  it("a case of whatever kind has the page of cases", async () => {
    show("/records/repair/w-1");
    await waitFor(() => expect(address()).toBe("/cases/w-1"));
  });
});

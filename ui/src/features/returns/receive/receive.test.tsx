import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Button, CaseRow, CaseView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { ReceiveScreen } from "..";
import { button, INSPECT, RECEIVE, ROW, VIEW, viewWith } from "../testing";

let rows: CaseRow[];
let view: CaseView;
let ways: Button[];
let did: { kind: string; event: string; input: unknown }[];
beforeEach(() => {
  [rows, view, ways, did] = [[ROW], VIEW, [button("apply", "登记申请", { asks: RECEIVE.asks.filter(({ name }) => name === "return_tracking_no") })], []];
  return answerCalls((name, input) => {
    if (name === "cases.list") return { rows, after: null };
    if (name === "cases.show") return view;
    if (name === "attachments.list") return { items: [], roles: [["inspection", "验收照片"], ["proof", "凭证"]] };
    if (name === "search") return [];
    if (name === "records.new") return (input as { kind: string }).kind === "inspection" ? [INSPECT] : ways;
    if (name === "records.show") return { ...VIEW.record, kind: "inspection", fields: INSPECT.asks, values: { grade: "intact", responsible: "none", found: "外盒完整", next_step: "验收合格", received_on: "2026-03-05" } };
    if (name !== "records.do") return { value: null };
    const deed = input as (typeof did)[number];
    did.push(deed);
    if (deed.event === "record") {
      const related = VIEW.related.map((group) => (group.kind === "inspection" ? { ...group, rows: [{ id: "n1", number: "", state_label: "已记", values: {} }] } : group));
      view = { ...viewWith({ goods_state: "received", back_on: "2026-03-05" }, { state: "inspecting", state_label: "验收中", buttons: [button("accept_goods", "验收合格")] }), related };
    }
    return { id: deed.event === "apply" ? "t1" : "n1", number: "TH-3F-00001-K", state: "x", state_label: "x", version: 4, kinds: [] };
  });
});

function scan(code: string) {
  fireEvent.change(screen.getByRole("textbox", { name: "单号" }), { target: { value: code } });
  fireEvent.click(screen.getByRole("button", { name: /查\s*找/ }));
}

describe("a parcel that is waited for", () => {
  it("is signed for and inspected in one form, then accepted; axe finds no fault", async () => {
    const { container } = renderInApp(<ReceiveScreen />);
    scan("SF1234567890");
    expect(await screen.findByText("保温杯 × 2")).toBeVisible();
    const form = within(await screen.findByRole("region", { name: "签收并验收" }));
    expect(form.getByLabelText("退回快递单号")).toHaveValue("SF1234567890");
    expect(await faults(container)).toEqual([]);
    fireEvent.click(form.getByRole("button", { name: "签收并记录验收" }));
    expect(did).toEqual([]);
    fireEvent.mouseDown(form.getByLabelText(/等级/));
    fireEvent.click(await screen.findByTitle("完好"));
    fireEvent.mouseDown(form.getByLabelText(/责任方/));
    fireEvent.click(await screen.findByTitle("没有问题"));
    fireEvent.change(form.getByLabelText(/看到的情况/), { target: { value: "外盒完整" } });
    fireEvent.click(form.getByRole("button", { name: "签收并记录验收" }));
    await waitFor(() => expect(did.map(({ kind, event, input }) => [kind, event, input])).toEqual([
      ["returns_exchange", "receive", { back_on: "2026-03-05", return_tracking_no: "SF1234567890" }],
      ["inspection", "record", { grade: "intact", found: "外盒完整", responsible: "none", case_id: "t1", received_on: "2026-03-05" }],
    ]));
    expect(await screen.findByText("建议：验收合格")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "验收合格" }));
    await waitFor(() => expect(did.at(-1)).toMatchObject({ event: "accept_goods" }));
    fireEvent.click(screen.getByRole("button", { name: "下一件" }));
    expect(await screen.findByText("刚收的 1 件")).toBeVisible();
  });

  it("of several the person says which", async () => {
    rows = [ROW, { ...ROW, id: "t2", number: "TH-3F-00002-A" }];
    renderInApp(<ReceiveScreen />);
    scan("8800000000000000001");
    fireEvent.click(await screen.findByRole("button", { name: "TH-3F-00001-K" }));
    const form = within(await screen.findByRole("region", { name: "签收并验收" }));
    expect(form.getByLabelText("退回快递单号")).toHaveValue("");
  });

  it("one that is not waited for any more says so", async () => {
    view = viewWith({ goods_state: "accepted" }, { state: "refunding", state_label: "退款中", buttons: [] });
    renderInApp(<ReceiveScreen />);
    scan("TH-3F-00001-K");
    expect(await screen.findByText("这一单现在是“退款中”，不用签收退货。")).toBeVisible();
  });
});

describe("a parcel without a case", () => {
  it("is said to have none, and is registered with its number", async () => {
    rows = [{ ...ROW, ended: true, state_label: "完成" }];
    renderInApp(<ReceiveScreen />);
    scan("SF999");
    expect(await screen.findByText("没有在办的退换货单对应 SF999")).toBeVisible();
    expect(screen.getByText(/（完成）/)).toBeVisible();
    fireEvent.click(await screen.findByRole("button", { name: "登记退换货" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByLabelText(/退回快递单号/)).toHaveValue("SF999");
    fireEvent.click(dialog.getByRole("button", { name: "登记申请" }));
    await waitFor(() => expect(did[0]).toMatchObject({ event: "apply", input: { return_tracking_no: "SF999" } }));
    expect(await screen.findByText("保温杯 × 2")).toBeVisible();
  });

  it("who may not register is told who may", async () => {
    [rows, ways] = [[], []];
    renderInApp(<ReceiveScreen />);
    scan("SF999");
    expect(await screen.findByText("您的岗位不能登记，请交给客服。")).toBeVisible();
    expect(screen.queryByRole("button", { name: "登记退换货" })).toBeNull();
  });
});

import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { PaperOffer, RecordView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { ActionBar } from "@/shared/actions";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { Papers, useLabels, type IssuedPaper } from ".";

const LETTER: PaperOffer = { what: "letter", title: "告知书", sizes: [["a4", "A4"]] };
const RECEIPT: PaperOffer = { what: "receipt", title: "收件凭证", sizes: [["slip80", "80 毫米小票"], ["slip58", "58 毫米小票"]] };
const ISSUED: IssuedPaper = { id: "n-1", number: "TZ-1", title: "告知书", state: "issued", state_label: "已出具" };
const button = { enabled: true, why: null, asks: [], clause: "" };
const NOTICE: RecordView = {
  kind: "notice", kind_label: "通知书", id: "n-1", number: "TZ-1", state: "issued", state_label: "已出具", version: 2, created_ms: 1_772_600_000_000,
  fields: [{ name: "warnings", label: "提醒", type: "json", choices: [], of: null, required: false, masked: false, help: "" }],
  values: { title: "告知书", warnings: ["地址过长"] }, papers: [],
  buttons: [{ ...button, event: "confirm", label: "消费者已确认", grave: false }, { ...button, event: "reissue", label: "作废并重新出具", grave: true }],
};

let calls: [string, unknown][];
let refuse: boolean;
beforeEach(() => {
  [calls, refuse] = [[], false];
  return answerCalls((name, input) => {
    calls.push([name, input]);
    if (name === "records.show") return NOTICE;
    if (name === "shell.save") return { saved: true };
    if (name === "notices.issue" && refuse) throw { code: "guard", message: "还没有签收日期，请先填写", retryable: false, trace_id: "" };
    return { id: "n-1", number: "TZ-1", state: "issued", state_label: "已出具", version: 1, kinds: ["notice"] };
  });
});
const inputOf = (name: string) => calls.findLast(([called]) => called === name)?.[1];
const person = () => userEvent.setup({ delay: 60 });
const show = (issued: readonly IssuedPaper[], offers: readonly PaperOffer[], keyed = true) =>
  renderInApp(<Papers of={{ kind: "repair", id: "w-1", number: "WX-1" }} issued={issued} offers={offers} keyed={keyed} />);

describe("issuing", () => {
  it("asks which, on what, in what type; gives a sample; then shows what was issued; axe finds no fault", async () => {
    show([], [LETTER, RECEIPT]);
    await person().keyboard("p");
    const dialog = await screen.findByRole("dialog", { name: "出具通知书 WX-1" });
    expect(within(dialog).getByText("纸型：A4")).toBeVisible();
    fireEvent.click(within(dialog).getByLabelText("收件凭证"));
    fireEvent.click(within(dialog).getByLabelText("58 毫米小票"));
    fireEvent.click(within(dialog).getByLabelText(/大字版/));
    expect(await faults(dialog)).toEqual([]);
    const asked = { kind: "repair", id: "w-1", what: "receipt", paper: "slip58", large_type: true };
    fireEvent.click(within(dialog).getByRole("button", { name: /试看样张/ }));
    await waitFor(() => expect(inputOf("shell.save")).toEqual({ operation: "notices.preview", input: asked, suggested: "收件凭证-样张.pdf" }));
    expect(inputOf("notices.issue")).toBeUndefined();
    fireEvent.click(within(dialog).getByRole("button", { name: "出具" }));
    await waitFor(() => expect(inputOf("notices.issue")).toEqual(asked));
    expect(await screen.findByRole("button", { name: "另存原件 PDF" })).toBeVisible();
  });

  it("a size of another paper is not taken over", async () => {
    show([], [RECEIPT, LETTER]);
    fireEvent.click(screen.getByRole("button", { name: "出具…" }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.click(dialog.getByLabelText("58 毫米小票"));
    fireEvent.click(dialog.getByLabelText("告知书"));
    fireEvent.click(dialog.getByRole("button", { name: "出具" }));
    await waitFor(() => expect(inputOf("notices.issue")).toMatchObject({ what: "letter", paper: "a4" }));
  });

  it("a refusal says what is missing, and that nothing was issued", async () => {
    refuse = true;
    show([], [LETTER]);
    fireEvent.click(screen.getByRole("button", { name: "出具…" }));
    fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "出具" }));
    expect(await screen.findByText("还没有签收日期，请先填写")).toBeVisible();
    expect(screen.getByText(/没有出具，记录没有改动/)).toBeVisible();
  });
});

describe("what was issued", () => {
  it("P opens the newest: its bytes, what it warns of, its steps", async () => {
    show([ISSUED, { ...ISSUED, id: "n-0", number: "TZ-0" }], [LETTER]);
    await person().keyboard("p");
    expect(await screen.findByText("地址过长")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "另存原件 PDF" }));
    await waitFor(() => expect(inputOf("shell.save")).toEqual({ operation: "notices.file", input: { id: "n-1" }, suggested: "告知书-TZ-1.pdf" }));
    fireEvent.click(screen.getByRole("button", { name: "消费者已确认" }));
    await waitFor(() => expect(inputOf("records.do")).toEqual({ kind: "notice", id: "n-1", event: "confirm", input: {}, version: 2 }));
  });

  it("leaves P to a step of the record, and stands nowhere when there is nothing", async () => {
    const { unmount } = show([ISSUED], [], false);
    await person().keyboard("p");
    expect(screen.queryByRole("dialog")).toBeNull();
    unmount();
    const { container } = show([], []);
    expect(container.querySelector("section")).toBeNull();
  });
});

describe("labels", () => {
  function Bar() {
    const { actions, dialog } = useLabels({ kind: "repair", id: "w-1", number: "WX-1" });
    return <><ActionBar label="可做的事" actions={actions} />{dialog}</>;
  }

  it("L asks size and number, and makes them where the person says; axe finds no fault", async () => {
    renderInApp(<Bar />);
    await person().keyboard("l");
    const dialog = await screen.findByRole("dialog", { name: "打标签 WX-1" });
    expect(await faults(dialog)).toEqual([]);
    fireEvent.change(within(dialog).getByLabelText(/每件张数/), { target: { value: "11" } });
    fireEvent.click(within(dialog).getByRole("button", { name: /存为 PDF/ }));
    expect(await within(dialog).findByText("每件张数不能大于 10")).toBeVisible();
    fireEvent.change(within(dialog).getByLabelText(/每件张数/), { target: { value: "2" } });
    fireEvent.click(within(dialog).getByRole("button", { name: /存为 PDF/ }));
    await waitFor(() => expect(inputOf("shell.save")).toEqual({ operation: "labels.make", input: { items: [{ kind: "repair", id: "w-1" }], size: "60x40", copies: 2 }, suggested: "标签-WX-1.pdf" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("what has no number has no label", () => {
    renderInApp(<Numberless />);
    expect(screen.queryByRole("button")).toBeNull();
  });
  function Numberless() {
    return <ActionBar label="可做的事" actions={useLabels({ kind: "consumer", id: "p-1", number: "" }).actions} />;
  }
});

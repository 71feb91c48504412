import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { CallError } from "@/bridge";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { ActionBar } from "./actions";
import { DayBar } from "./daybar";
import { DueText, LaneBadge } from "./deadline";
import { ConfirmReason, EmptyState, ErrorNote, Progress } from "./feedback";
import { Card, PageHeader, SplitPane } from "./layout";
import { Timeline } from "./timeline";
import { DateText } from "./time";
import { KeyValue, Money, StateTag } from "./values";

const refusal = new CallError({ code: "refused", message: "还没有验收，不能交付", guard: "inspected", retryable: false, trace_id: "t-1" });

it("the small parts have no fault that axe knows", async () => {
  const { container } = renderInApp(
    <main>
      <PageHeader title="TH-3F-00871 退货退款" beside={<StateTag label="待审核" tone="open" />} back={{ to: "/", label: "工作台" }} />
      <Card title="时限">
        <LaneBadge lane="law" /> <DueText due="2026-03-05T09:00:00Z" />
        <KeyValue items={[{ label: "实付", value: <Money fen={123450} /> }, { label: "签收", value: <DateText value="2026-03-05" /> }]} />
        <DayBar marks={[{ date: "2026-03-01", label: "签收" }, { date: "2026-03-08", label: "第7日" }]} today="2026-03-05" />
      </Card>
      <Timeline label="经过" items={[{ id: "1", at: "2026-03-05T02:02:00Z", actor: "消费者", title: "申请退货" }]} />
      <EmptyState title="还没有售后单" step="把订单文件拖进来" chord="Ctrl+O" />
      <ErrorNote error={refusal} onRetry={() => undefined} />
      <Progress waiting="long" label="正在读取文件" done={12} total={57} onCancel={() => undefined} />
      <ActionBar label="可做的事" actions={[{ id: "a", label: "受理", primary: true, run: () => undefined }, { id: "b", label: "交付", run: () => undefined, disabledReason: "还没有验收" }]} />
    </main>,
  );
  expect(await faults(container)).toEqual([]);
});

describe("DueText", () => {
  it.each([
    ["2026-03-05T09:00:00Z", "today", "◔剩 3小时20分 今天 17:00"],
    ["2026-03-03T01:20:00Z", "late", "!超时 2天4小时 03-03 09:20"],
    ["2026-03-08T05:40:00Z", "later", "剩 3天 03-08 13:40"],
  ])("%s is said in words, sign and colour", (due, tone, text) => {
    const { container } = renderInApp(<DueText due={due} />);
    expect(container.textContent).toBe(text);
    expect(container.querySelector(`.${tone}`)).not.toBeNull();
  });
});

it.each([["law", "法定时限"], ["platform", "平台时限"], ["promise", "自家承诺"]] as const)("lane %s has its words", (lane, words) => {
  renderInApp(<LaneBadge lane={lane} />);
  expect(screen.getByText(words)).toBeInTheDocument();
});

it("an unknown sum is a dash, not a zero", () => {
  const { container } = renderInApp(<><Money fen={null} /><Money fen={0} /></>);
  expect(container.textContent).toBe("—¥0.00");
});

describe("ActionBar", () => {
  const run = vi.fn();
  const actions = [
    { id: "accept", label: "受理", primary: true, chord: "a", run },
    { id: "deliver", label: "交付", chord: "d", run, disabledReason: "还没有验收" },
  ];

  it("a button that is not possible is reached by keyboard, says why, and does nothing", async () => {
    run.mockReset();
    const user = userEvent.setup({ delay: 60 });
    renderInApp(<ActionBar label="可做的事" actions={actions} />);
    await user.tab();
    await user.tab();
    const button = screen.getByRole("button", { name: "交付" });
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription("不能交付：还没有验收");
    await user.keyboard("{Enter}");
    await user.keyboard("d");
    expect(run).not.toHaveBeenCalled();
    await user.keyboard("a");
    await waitFor(() => expect(run).toHaveBeenCalledOnce());
  });

  it("the fifth goes under 更多", async () => {
    run.mockReset();
    const many = ["一", "二", "三", "四", "五"].map((label) => ({ id: label, label, run }));
    renderInApp(<ActionBar label="可做的事" actions={many} />);
    expect(screen.queryByRole("button", { name: "五" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /更多/ }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "五" }));
    expect(run).toHaveBeenCalledOnce();
  });
});

describe("ConfirmReason", () => {
  const open = (onConfirm: (reason: string) => Promise<unknown>, onClose = vi.fn()) => {
    renderInApp(<ConfirmReason open title="拒绝 TH-1" consequence="消费者会收到通知。" confirm="拒绝" suggestions={["超过期限"]} onConfirm={onConfirm} onClose={onClose} />);
    return onClose;
  };

  it("wants a reason, then does it and closes", async () => {
    const onConfirm = vi.fn(async () => undefined);
    const onClose = open(onConfirm);
    await waitFor(() => expect(screen.getByRole("textbox")).toHaveFocus());
    fireEvent.click(screen.getByRole("button", { name: "拒绝" }));
    await waitFor(() => expect(screen.getByText("请写明原因")).toBeVisible());
    fireEvent.click(screen.getByRole("button", { name: "超过期限" }));
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(onConfirm).toHaveBeenCalledExactlyOnceWith("超过期限"));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  });

  it("stays open with the words of a refusal", async () => {
    const onClose = open(() => Promise.reject(refusal));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "无票" } });
    fireEvent.click(screen.getByRole("button", { name: "拒绝" }));
    await waitFor(() => expect(screen.getByText("还没有验收，不能交付")).toBeVisible());
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe("Progress", () => {
  const at = (waiting: "idle" | "quiet" | "visible" | "long") => renderInApp(<Progress waiting={waiting} label="正在导入" onCancel={() => undefined} />);
  it("is not shown for quick work, cannot be cancelled at once, then can", () => {
    const quiet = at("quiet");
    expect(quiet.container.textContent).toBe("");
    quiet.unmount();
    const visible = at("visible");
    expect(screen.getByText("正在导入…")).toBeVisible();
    expect(screen.queryByRole("button", { name: "取消" })).toBeNull();
    visible.unmount();
    at("long");
    expect(screen.getByRole("button", { name: "取消" })).toBeVisible();
  });
});

describe("ErrorNote", () => {
  it("an unknown outcome is not called unchanged", () => {
    renderInApp(<ErrorNote error={new CallError({ code: "no_answer", message: "没有应答", retryable: false, trace_id: "" })} />);
    expect(screen.queryByText("什么都没有改动。")).toBeNull();
  });
  it("a fault of the screen does not spill its text", () => {
    renderInApp(<ErrorNote error={new TypeError("13812345678 is not a function")} />);
    expect(screen.getByRole("alert").textContent).not.toContain("138");
  });
});

describe("SplitPane", () => {
  const pane = <SplitPane start={{ title: "事实", content: "甲" }} main={{ title: "经过", content: "乙" }} end={{ title: "判定", content: "丙" }} />;
  it("shows three columns on a wide window", () => {
    renderInApp(pane);
    expect(screen.getAllByRole("region").map((region) => region.getAttribute("aria-label"))).toEqual(["事实", "经过", "判定"]);
  });
  it("folds the right column under a tab below 1400 px", () => {
    const plain = window.matchMedia;
    vi.stubGlobal("matchMedia", (query: string) => ({ ...plain(query), matches: query === "(max-width: 1399px)" }));
    renderInApp(pane);
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual(["经过", "判定"]);
    fireEvent.click(screen.getByRole("tab", { name: "判定" }));
    expect(screen.getByText("丙")).toBeVisible();
  });
});

it("Timeline groups by Beijing day and keeps the order", () => {
  renderInApp(
    <Timeline
      label="经过"
      items={[
        { id: "3", at: "2026-03-05T16:30:00Z", actor: "你", title: "备注" },
        { id: "2", at: "2026-03-05T02:00:00Z", actor: "平台", title: "提醒" },
        { id: "1", at: "2026-03-05T01:00:00Z", actor: "消费者", title: "申请" },
      ]}
    />,
  );
  expect(screen.getAllByRole("heading").map((heading) => heading.textContent)).toEqual(["2026-03-06", "2026-03-05"]);
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["00:30你 备注", "10:00平台 提醒", "09:00消费者 申请"]);
});

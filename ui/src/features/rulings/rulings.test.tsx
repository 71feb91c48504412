import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { Departure } from "./Departure";
import { RulingAnswer } from "./RulingAnswer";
import { SandboxScreen } from "./SandboxScreen";
import { FACT_VIEWS, OPTIONS, RULING } from "./testing";

const asked = vi.fn();
let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  asked.mockReset();
});

function core(more: (name: string, input: unknown) => unknown = () => undefined) {
  stop = answerCalls((name, input) => {
    const own = more(name, input);
    if (own !== undefined) return own;
    if (name === "rulings.options") return OPTIONS;
    if (name === "rulings.conventions") return [{ id: "P3", field: null, name: "起算日", basis: "", current: "", alternatives: [], disputed: true }];
    if (name === "catalogue.show") return { versions: [], shown: null, record_version: null, entries: [], faults: [], buttons: [] };
    if (name === "records.list") return { label: "售后单", fields: FACT_VIEWS, rows: [], after: null };
    throw new Error(`unexpected ${name}`);
  });
}

describe("RulingAnswer", () => {
  it("says options, working with clauses, sums, doubts and the other reading; axe finds no fault", async () => {
    core();
    const { container } = renderInApp(<RulingAnswer answer={RULING} price={399_900} />);
    const options = await screen.findByRole("list", { name: "可选处理" });
    await waitFor(() => expect(within(options).getAllByRole("listitem").map((item) => item.textContent)).toEqual(["换货", "免费修理", "折旧退货"]));
    const lines = within(screen.getByRole("list", { name: "依据与计算" })).getAllByRole("listitem");
    expect(lines[0]).toHaveTextContent("符合");
    expect(lines[1]).toHaveTextContent("不符合");
    expect(lines[2]).toHaveTextContent("不确定，须查原文");
    expect(lines[0]).toHaveTextContent("移动电话机三包规定第十条");
    expect(within(screen.getByRole("table", { name: "金额" })).getByRole("row", { name: "应退 ¥3,959.01" })).toBeVisible();
    expect(await screen.findByText("起算日")).toBeVisible();
    expect(screen.getByText(/当日为第一日/)).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });
});

describe("Departure", () => {
  it("can only add, and not without a reason", async () => {
    core();
    const submit = vi.fn(async () => undefined);
    const user = userEvent.setup();
    renderInApp(<Departure open given={["exchange", "refuse"]} draft="d" onSubmit={submit} onClose={() => undefined} />);
    const exchange = await screen.findByRole("checkbox", { name: /^换货/ });
    expect(exchange).toBeChecked();
    expect(exchange).toBeDisabled();
    await user.click(screen.getByRole("checkbox", { name: "全额退货" }));
    await user.click(screen.getByRole("checkbox", { name: "不符合条件" }));
    await user.click(screen.getByRole("button", { name: "提请偏离" }));
    expect(screen.getByText("请写明理由")).toBeVisible();
    expect(submit).not.toHaveBeenCalled();
    await user.type(screen.getByLabelText(/理由/), "老客户");
    await user.click(screen.getByRole("button", { name: "提请偏离" }));
    await waitFor(() => expect(submit).toHaveBeenCalledWith({ departure: ["exchange", "return_full"], departure_reason: "老客户" }));
  });
});

describe("SandboxScreen", () => {
  it("names what is missing, then rules on an example", async () => {
    core((name, input) => {
      if (name !== "rulings.sandbox") return undefined;
      asked(input);
      return RULING;
    });
    const user = userEvent.setup();
    const { container } = renderInApp(<SandboxScreen />);
    expect(await screen.findByText(/请先填写：三包目录品名、故障性质、购买凭证/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "第 10 天要求退货" }));
    expect(await screen.findByText(RULING.headline)).toBeVisible();
    expect(asked).toHaveBeenLastCalledWith({ facts: expect.objectContaining({ claim: "quality", goods: "移动电话机主机", price_fen: 399_900, same_model_available: true }) });
    expect(JSON.stringify(asked.mock.lastCall)).not.toContain("null");
    expect(await faults(container)).toEqual([]);
  });

  it("shows a refusal at the fact that it names", async () => {
    core((name) => {
      if (name === "rulings.sandbox") throw { code: "bad_facts", message: "故障日期早于签收日期", field: "fault_date", retryable: false, trace_id: "t" };
      return undefined;
    });
    const user = userEvent.setup();
    renderInApp(<SandboxScreen />);
    await user.click(await screen.findByRole("button", { name: "浙江" }));
    await waitFor(() => expect(screen.getByLabelText("故障或申请日期")).toHaveAttribute("aria-invalid", "true"));
    expect(screen.getAllByText(/故障日期早于签收日期/).length).toBeGreaterThan(0);
  });
});

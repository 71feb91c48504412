import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import type { CaseView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { CaseScreen } from "@/features/cases";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { RETURN_PANEL } from ".";
import { readDiscounts, typedDiscounts } from "./discounts";
import { goodsSteps, moneySteps } from "./lanes";
import { frozenTable, sumRows, total } from "./refund";
import { TABLE, VIEW, viewWith } from "./testing";

let view: CaseView;
let did: unknown[];
beforeEach(() => {
  [view, did] = [VIEW, []];
  return answerCalls((name, input) => {
    if (name === "cases.show") return view;
    if (name === "attachments.list") return { items: [], roles: [["inspection", "验收照片"], ["proof", "凭证"]] };
    if (name === "returns.refund_table") return TABLE;
    if (name === "records.do") {
      did.push(input);
      return { id: "t1", number: "TH-3F-00001-K", state: "awaiting_goods", state_label: "待退回", version: 4, kinds: [] };
    }
    return ["records.kinds", "records.new", "staff.colleagues", "rulings.options"].includes(name) ? [] : { value: null };
  });
});
const show = () => renderInApp(<Routes><Route path="/cases/:id" element={<CaseScreen panels={{ returns_exchange: RETURN_PANEL }} />} /></Routes>, { path: "/cases/t1" });

describe("the lanes", () => {
  const signs = (values: Record<string, unknown>) => goodsSteps(viewWith(values).record).map(({ label, standing }) => `${label} ${standing}`);

  it("of the goods: back, and for an exchange out again; what never comes back has the second half only", () => {
    expect(signs({ goods_state: "in_transit" })).toEqual(["未退回 behind", "在途 here", "已签收 ahead", "验收合格 ahead"]);
    expect(signs({ goods_state: "disputed" })).toEqual(["未退回 behind", "在途 behind", "争议 wrong", "验收合格 ahead"]);
    expect(signs({ goods_state: "accepted" }).at(-1)).toBe("验收合格 behind");
    expect(signs({ goods_state: "not_needed" })).toEqual(["不需退回 behind"]);
    expect(signs({ application: "exchange", goods_state: "not_returned" })).toHaveLength(6);
    expect(signs({ application: "exchange", goods_state: "replacement_due" })).toEqual(["换发待发 here", "换发在途 ahead", "换发已签收 ahead"]);
  });

  it("of the money: by itself, and wrong where the sums differ", () => {
    const money = (state: string) => moneySteps(viewWith({ money_state: state }).record).map(({ label, standing }) => `${label} ${standing}`);
    expect(money("requested")).toEqual(["待退 behind", "已申请平台退款 here", "已退 ahead"]);
    expect(money("mismatch").at(-1)).toBe("退款不符 wrong");
    expect(money("none")).toEqual(["不涉及 behind"]);
  });
});

describe("the sums", () => {
  it("add up to what is paid back, computed or decided", () => {
    expect(total(sumRows(TABLE, null))).toBe(17000);
    expect(sumRows(TABLE, 16000).at(-1)).toEqual({ label: "经理核定", fen: -1000 });
    expect(total(sumRows({ ...TABLE, refund_fen: 12000 }, null))).toBe(12000);
  });

  it("a stored structure is a table or nothing", () => {
    expect(frozenTable(TABLE)).toBe(TABLE);
    expect([null, 7, {}, { rows: [] }].map(frozenTable)).toEqual([null, null, null, null]);
  });
});

describe("discounts as they are typed", () => {
  it("are read to the fen, named when wrong, and none when nothing is typed", () => {
    expect(readDiscounts([{ label: " 满减 ", bearer: "shop", yuan: "1,234.5" }, { label: "", bearer: "points", yuan: "" }])).toEqual({ value: [{ label: "满减", bearer: "shop", amount_fen: 123450, lines: [] }] });
    expect(readDiscounts([])).toEqual({ value: null });
    expect(readDiscounts([{ label: "券", bearer: "shop", yuan: "0" }])).toEqual({ wrong: "“券”的金额要大于 0，最多两位小数" });
    expect(readDiscounts([{ label: "", bearer: "shop", yuan: "5" }])).toHaveProperty("wrong");
    expect(typedDiscounts([{ label: "券", bearer: "points", amount_fen: 500 }, null])).toEqual([{ label: "券", bearer: "points", yuan: "5.00" }]);
  });
});

describe("the page of a return", () => {
  it("shows goods and money apart, and a sum that adds up; axe finds no fault", async () => {
    const { container } = show();
    const goods = within(await screen.findByRole("list", { name: "货" }));
    expect(goods.getByText("未退回").closest("li")).toHaveAttribute("aria-current", "step");
    const sums = within(await screen.findByRole("table", { name: "退款计算" }));
    expect(sums.getByRole("row", { name: /保温杯 退 2\/3 件 标价 ¥300.00 − 商家优惠 ¥30.00 = 实付 ¥270.00 ¥180.00/ })).toBeVisible();
    expect(sums.queryByText(/杯盖/)).toBeNull();
    expect(sums.getByRole("row", { name: "减：未退回赠品的标价 -¥10.00" })).toBeVisible();
    expect(sums.getByRole("row", { name: "应退 ¥170.00" })).toBeVisible();
    expect(screen.getByText("上限 ¥325.00：实付 ¥325.00 − 已退 ¥0.00")).toBeVisible();
    expect(screen.getByText("依据与计算（1 行）")).toBeVisible();
    expect(screen.getByText(/七日末日 2026-03-09/)).toBeVisible();
    expect(await screen.findByText("还没有附件")).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("what was asked of the platform stands as it was asked, with what the manager changed", async () => {
    view = viewWith({ refund_table: TABLE, refund_fen: 16000, departure_reason: "双方同意", refunded_fen: 15900, refunded_on: "2026-03-05", money_state: "mismatch" });
    show();
    const sums = within(await screen.findByRole("table", { name: "退款计算" }));
    expect(sums.getByRole("row", { name: "经理核定 -¥10.00" })).toBeVisible();
    expect(sums.getByRole("row", { name: "应退 ¥160.00" })).toBeVisible();
    expect(screen.getByText("核定理由：双方同意")).toBeVisible();
    expect(screen.getByText(/平台退了 ¥159.00，应退 ¥160.00/)).toBeVisible();
  });

  it("an exchange pays nothing back and says what the consumer adds", async () => {
    view = viewWith({ application: "exchange", money_state: "none", gap_side: "consumer", gap_fen: 3000 });
    show();
    expect(await screen.findByText(/消费者补差/)).toHaveTextContent("消费者补差 ¥30.00");
    expect(screen.queryByRole("table", { name: "退款计算" })).toBeNull();
  });

  it("discounts are typed by bearer and sent to the fen", async () => {
    show();
    fireEvent.click(await screen.findByRole("button", { name: "填写退款事实" }));
    const drawer = within(await screen.findByRole("dialog"));
    fireEvent.click(drawer.getByRole("button", { name: "加一项优惠" }));
    const user = userEvent.setup({ delay: null });
    await user.type(drawer.getByLabelText("第 1 项优惠的名称"), "满300减30");
    fireEvent.click(drawer.getByRole("button", { name: /保\s*存/ }));
    expect(await drawer.findByText("“满300减30”的金额要大于 0，最多两位小数")).toBeVisible();
    await user.type(drawer.getByLabelText("第 1 项优惠的金额"), "30");
    fireEvent.click(drawer.getByRole("button", { name: /保\s*存/ }));
    await waitFor(() => expect(did).toEqual([
      { kind: "returns_exchange", id: "t1", event: "set_sums", version: 3, input: { discounts: [{ label: "满300减30", bearer: "shop", amount_fen: 3000, lines: [] }], return_freight_fen: null } },
    ]));
  });
});

import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CatalogueView, Entry } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { CatalogueScreen } from ".";

const WASHER: Entry = {
  family: "first_batch_1995", product: "洗衣机", whole_months: 12, parts: [{ name: "电动机", months: 36, source: "附录", confidence: "secondary", remark: "" }], no_main_parts: false,
  daily_rate: 500, special_cases: null, service_standard: null, scope: null, responsible: null, source: "附录", confidence: "uncertain", remark: "",
};
const ask = { choices: [], of: null, required: true, masked: false, help: "" };
const BUILTIN: CatalogueView = {
  versions: [{ id: "v1", number: "ML-3F-00001", title: "三年承诺", effective_from: "2026-01-01", state: "draft", state_label: "草稿" }],
  shown: null, record_version: null, entries: [WASHER], faults: [],
  buttons: [{ event: "draft", label: "起草新版", enabled: true, why: null, asks: [{ ...ask, name: "title", label: "名称", type: "text" }], grave: false, clause: "" }],
};
const OWN: CatalogueView = {
  ...BUILTIN, shown: BUILTIN.versions[0] ?? null, record_version: 2, entries: [{ ...WASHER, whole_months: 36, daily_rate: 600 }],
  faults: [{ product: "洗衣机", element: "折旧算法", kind: "rate_above_floor", message: "日折旧率不得高于 0.05%" }],
  buttons: [{ event: "submit", label: "提交审核", enabled: false, why: "洗衣机：日折旧率不得高于 0.05%", asks: [], grave: false, clause: "" }],
};

const did = vi.fn();
let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  did.mockReset();
});

function core() {
  stop = answerCalls((name, input) => {
    if (name === "catalogue.show") return (input as { id: string | null }).id === null ? BUILTIN : OWN;
    if (name === "records.show") return { values: { note: "整机延长到三年" } };
    if (name === "catalogue.check") return [{ product: "洗衣机", element: "特殊情形", kind: "missing_element", message: "缺少“特殊情形”，六项要素须填全" }];
    if (name === "records.do") {
      did(input);
      return { id: "v1", number: "ML-3F-00001", state: "draft", state_label: "草稿", version: 1, kinds: [] };
    }
    throw new Error(`unexpected ${name}`);
  });
}

describe("CatalogueScreen", () => {
  it("marks what is not certain in the built-in list; axe finds no fault", async () => {
    core();
    const { container } = renderInApp(<CatalogueScreen />);
    const row = (await screen.findByRole("rowheader", { name: "洗衣机" })).closest("tr");
    expect(row).toHaveTextContent("不确定，须查原文");
    expect(screen.getByText(/1 种商品的数字还没有与原文逐字核对/)).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("says where a version is better, where it is below, and why it cannot be submitted", async () => {
    core();
    renderInApp(<CatalogueScreen />, { path: "/?v=v1" });
    const row = (await screen.findByRole("rowheader", { name: "洗衣机" })).closest("tr");
    expect(row).toHaveTextContent("36 个月 ↑更优");
    expect(row).toHaveTextContent("0.06% ✗低于国家目录");
    expect(screen.getByText("不能提交审核：洗衣机：日折旧率不得高于 0.05%")).toBeVisible();
  });

  it("drafts a version from the built-in list and checks it while it is written", async () => {
    core();
    const user = userEvent.setup();
    renderInApp(<CatalogueScreen />);
    await user.click(await screen.findByRole("button", { name: "起草新版" }));
    await user.click(screen.getByRole("button", { name: "加入全部 1 种" }));
    expect(await screen.findByText(/还有 1 处问题/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "保存草稿" }));
    expect(screen.getByText("请填写名称")).toBeVisible();
    expect(did).not.toHaveBeenCalled();
    await user.type(screen.getByLabelText(/名称/), "夏季版");
    await user.type(screen.getByLabelText(/变更说明/), "首版");
    await user.click(screen.getByLabelText(/生效日期/));
    await user.keyboard("2026-04-01{Enter}");
    await user.click(screen.getByRole("button", { name: "保存草稿" }));
    await waitFor(() => expect(did).toHaveBeenCalledWith({
      kind: "catalogue_version", id: null, event: "draft", version: null,
      input: { title: "夏季版", effective_from: "2026-04-01", note: "首版", entries: [WASHER] },
    }));
  });
});

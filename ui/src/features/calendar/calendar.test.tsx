import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { CalendarPanel } from ".";
import { byMonth, decodeFile, inRuns } from "./days";

const DAYS: [string, string, string][] = [
  ["2026-01-01", "holiday", "元旦"], ["2026-01-02", "holiday", "元旦"], ["2026-01-04", "makeup_workday", "元旦"], ["2026-10-01", "holiday", "国庆节"], ["2025-10-01", "holiday", "国庆节"],
];

let stop: () => void = () => undefined;
afterEach(() => stop());

describe("the days of a year", () => {
  it("stand by month, neighbours in one", () => {
    const months = byMonth(DAYS, 2026);
    expect(months.map(([month]) => month)).toEqual([1, 10]);
    expect(inRuns(months[0]?.[1] ?? [])).toEqual(["1–2 日 元旦", "4 日 元旦（上班）"]);
  });
  it("a file of an older spreadsheet is read too", () => {
    expect(decodeFile(new Uint8Array([0xd4, 0xaa, 0xb5, 0xa9]).buffer)).toBe("元旦");
    expect(decodeFile(new TextEncoder().encode("元旦").buffer as ArrayBuffer)).toBe("元旦");
  });
});

describe("CalendarPanel", () => {
  it("warns past the last year, and lists what is wrong row by row; axe finds no fault", async () => {
    stop = answerCalls((name) => {
      if (name === "calendar.show") return { first_year: 2025, last_year: 2026, days: DAYS, buttons: [{ event: "import", label: "导入一年", enabled: true, why: null, asks: [], grave: false, clause: "" }] };
      if (name === "records.list") return { label: "日历", fields: [], rows: [], after: null };
      throw { code: "bad_input", message: "第 2 行：日期不存在；第 3 行：类型不认识", field: "csv", retryable: false, trace_id: "t" };
    });
    const user = userEvent.setup();
    const { container } = renderInApp(<CalendarPanel />);
    expect(await screen.findByText(/日历只到 2026 年底/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "导入一年…" }));
    await user.click(await screen.findByRole("button", { name: /^导\s?入$/ }));
    expect(screen.getByRole("alert")).toHaveTextContent("请粘贴日历内容");
    await user.type(screen.getByLabelText(/日历内容/), "date");
    await user.type(screen.getByLabelText("来源"), "通知");
    await user.click(screen.getByRole("button", { name: /^导\s?入$/ }));
    expect(await screen.findByText("第 3 行：类型不认识")).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });
});

import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Changes } from ".";

const change = (label: string, old: string, next: string) => ({ label, old, new: next, guarded: false });

it.each([
  [change("状态", "待受理", "已受理"), "状态：待受理 → 已受理"],
  [change("说明", "有划痕", ""), "说明：有划痕 → （清空）"],
  [change("告知时间", "", "2026-11-20T06:50:00Z"), "告知时间：2026-11-20 14:50"],
  [change("说明", "", "约在 2026-11-20T06:50:00Z"), "说明：约在 2026-11-20T06:50:00Z"],
])("%j", (one, words) => {
  const { container } = render(<Changes changes={[one]} />);
  expect(container.textContent).toBe(words);
});

it("what goes beyond a few lines folds", () => {
  const { container } = render(<Changes changes={["一", "二", "三", "四", "五", "六", "七"].map((label) => change(label, "", "1"))} />);
  expect(container.querySelector("details")).toHaveTextContent("另有 2 项");
  expect(container.querySelectorAll("li")).toHaveLength(7);
});

import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CallError } from "@/bridge";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { Masked } from ".";

const reveal = vi.fn();
beforeEach(() => {
  reveal.mockReset();
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

async function ask(reason: string) {
  fireEvent.click(screen.getByRole("button", { name: "查看手机号" }));
  await wait(50);
  fireEvent.change(screen.getByRole("textbox", { name: "查看手机号的原因" }), { target: { value: reason } });
  fireEvent.click(screen.getByRole("button", { name: "查看 60 秒" }));
  await wait(0);
}

it("asks for a reason, shows the value for a minute, then forgets it", async () => {
  reveal.mockResolvedValue("13812345678");
  renderInApp(<Masked value="138****5678" label="手机号" reveal={reveal} />);
  await ask(" 电话联系取件 ");
  expect(reveal).toHaveBeenCalledExactlyOnceWith("电话联系取件");
  expect(screen.getByText("13812345678")).toBeVisible();
  await wait(15_000);
  expect(screen.getByRole("button", { name: "收起手机号，还剩 45 秒" })).toBeVisible();
  await wait(45_000);
  expect(screen.queryByText("13812345678")).toBeNull();
  expect(screen.getByText("138****5678")).toBeVisible();
});

it("can be put away before", async () => {
  reveal.mockResolvedValue("13812345678");
  renderInApp(<Masked value="138****5678" label="手机号" reveal={reveal} />);
  await ask("核对");
  fireEvent.click(screen.getByRole("button", { name: /收起手机号/ }));
  expect(screen.queryByText("13812345678")).toBeNull();
});

it("without a reason nothing is asked", async () => {
  renderInApp(<Masked value="138****5678" label="手机号" reveal={reveal} />);
  await ask("   ");
  expect(reveal).not.toHaveBeenCalled();
});

it("a refusal is told, the value stays masked", async () => {
  reveal.mockRejectedValue(new CallError({ code: "refused", message: "您没有查看权限，请找经理", retryable: false, trace_id: "t" }));
  renderInApp(<Masked value="138****5678" label="手机号" reveal={reveal} />);
  await ask("核对");
  expect(screen.getByText("您没有查看权限，请找经理")).toBeVisible();
  expect(screen.getByText("138****5678")).toBeVisible();
});

it("has no fault that axe knows", async () => {
  vi.useRealTimers();
  const { container } = renderInApp(<Masked value="138****5678" label="手机号" reveal={reveal} />);
  expect(await faults(container)).toEqual([]);
});

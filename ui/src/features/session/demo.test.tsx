import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { renderInApp } from "@/test/render";
import { DemoAccounts } from "./DemoAccounts";

let stop: () => void = () => undefined;
afterEach(() => stop());

it("one's own shop is one press away, and a window that does not open is said so", async () => {
  const asked: string[] = [];
  stop = answerCalls((name) => {
    asked.push(name);
    throw { code: "not_started", message: "新窗口没能打开。演示店没有变动，请直接从系统菜单打开守诺", field: null, guard: null, retryable: false, trace_id: "1" };
  });
  const user = userEvent.setup();
  renderInApp(<DemoAccounts onChoose={() => undefined} />);
  await user.click(screen.getByRole("button", { name: "打开自己的店" }));
  expect(await screen.findByText(/新窗口没能打开/)).toBeVisible();
  expect(asked).toEqual(["shell.own_shop"]);
});

import { fireEvent, screen, waitFor } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { beforeEach, expect, it } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { renderInApp } from "@/test/render";
import { RecordsScreen } from ".";
import { FIELDS, KINDS, row } from "./testing";

let asked: unknown[];

beforeEach(() => {
  asked = [];
  return answerCalls((name, input) => {
    if (name === "records.kinds") return KINDS;
    if (name !== "records.list") return [];
    asked.push(input);
    return { label: "备用机", fields: FIELDS, rows: [row("l-1", "BJ-1-00001")], after: null };
  });
});

it("a list opened from a figure shows what was counted, says so, and can be widened", async () => {
  renderInApp(<Routes><Route path="/records/:kind" element={<RecordsScreen />} /></Routes>, { path: "/records/loaner?only=lent_on%3A2026-03-01..2026-03-31%3Bstate%3Areturned" });
  await screen.findByText("BJ-1-00001");
  const only = [{ field: "lent_on", from: "2026-03-01", to: "2026-03-31" }, { field: "state", is: ["returned"] }];
  expect(asked.at(-1)).toEqual({ kind: "loaner", words: "", state: null, after: null, only });
  fireEvent.click(screen.getByRole("button", { name: /只看 借出日期 2026-03-01 至 2026-03-31/ }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ only: [{ field: "state", is: ["returned"] }] }));
  expect(screen.getByRole("button", { name: /只看 状态 已收回/ })).toBeVisible();
});

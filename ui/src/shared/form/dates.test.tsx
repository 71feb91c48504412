import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { DraftProvider, memoryDrafts } from "@/shared/drafts";
import { renderInApp } from "@/test/render";
import { FormFromFields } from ".";
import { dayTyped } from "./DateField";

const TODAY = "2026-03-05";

describe("a day as people type it", () => {
  it.each([
    ["2026-11-20", "2026-11-20"], ["20261120", "2026-11-20"], ["2026/3/5", "2026-03-05"], ["2026.3.5", "2026-03-05"], ["2026年3月5日", "2026-03-05"],
    ["3-5", "2026-03-05"], ["12/31", "2026-12-31"], ["１１－２０", "2026-11-20"], [" 2024-2-29 ", "2024-02-29"],
  ])("%s", (text, day) => expect(dayTyped(text, TODAY)).toBe(day));

  it.each(["", "2026-2-30", "2026-13-1", "13-1", "2025-02-29", "明天", "2026-11", "0-0"])("refuses %j", (text) => expect(dayTyped(text, TODAY)).toBeNull());
});

describe("the field of a date", () => {
  const show = () => {
    const onSubmit = vi.fn(async () => undefined);
    renderInApp(
      <DraftProvider store={memoryDrafts()}>
        <FormFromFields fields={[{ name: "signed", label: "签收日", type: "date" }, { name: "title", label: "标题", type: "text" }]} submit="受理" onSubmit={onSubmit} />
      </DraftProvider>,
    );
    return onSubmit;
  };

  // 2026-11-2 is a day on the way to 2026-11-20: nothing may be put in its place while the next sign comes.
  it.each([["2026-11-20", "2026-11-20"], ["2026/12/31", "2026-12-31"], ["11-20", "2026-11-20"], ["2026-3-5", "2026-03-05"]])("takes %s sign by sign, and on leaving", async (typed, day) => {
    const onSubmit = show();
    const person = userEvent.setup({ delay: 5 });
    const field = screen.getByLabelText("签收日");
    await person.click(field);
    await person.keyboard(`${typed}{Tab}`);
    await waitFor(() => expect(field).toHaveValue(day));
    await person.click(screen.getByRole("button", { name: "受理" }));
    await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ signed: day, title: null }));
  });

  it("Enter takes it too", async () => {
    const onSubmit = show();
    const person = userEvent.setup({ delay: 5 });
    await person.click(screen.getByLabelText("签收日"));
    await person.keyboard("3-15{Enter}");
    await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ signed: "2026-03-15", title: null }));
  });
});

import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { renderInApp } from "@/test/render";
import { FormFromFields } from ".";
import { momentTyped } from "./InstantField";
import { parseField } from "./validate";

const TODAY = "2026-03-05";
const RECEIVED = { name: "received", label: "收到时间", type: "instant" } as const;

describe("a moment as people type it", () => {
  it.each([
    ["2026-11-20 14:30", "2026-11-20 14:30"], ["2026/3/5 9:05", "2026-03-05 09:05"], ["2026年3月5日9点05分", "2026-03-05 09:05"],
    ["3-5 0905", "2026-03-05 09:05"], ["2026-03-05T14:30", "2026-03-05 14:30"], ["３－５　９：０５", "2026-03-05 09:05"],
  ])("%s", (text, moment) => expect(momentTyped(text, TODAY)).toBe(moment));

  it.each(["", "2026-03-05", "14:30", "2026-02-30 10:00", "3-5 24:00", "3-5 9:60", "明天 9:00"])("refuses %j", (text) => expect(momentTyped(text, TODAY)).toBeNull());
});

describe("the field of a moment", () => {
  it("is Beijing time for whoever types it, and UTC for the core", () => {
    expect(parseField(RECEIVED, "2026-03-05 07:30")).toEqual({ ok: true, value: "2026-03-04T23:30:00Z" });
    expect(parseField(RECEIVED, "2026-03-05")).toMatchObject({ ok: false, message: "收到时间要填到几点几分，例如 2026-03-05 14:30" });
    expect(parseField(RECEIVED, "")).toEqual({ ok: true, value: null });
  });

  it("shows what is stored, and takes what is typed on Enter", async () => {
    const onSubmit = vi.fn(async () => undefined);
    renderInApp(<FormFromFields fields={[RECEIVED]} initial={{ received: "2026-03-04T23:30:00Z" }} submit="登记" onSubmit={onSubmit} />);
    const field = screen.getByLabelText("收到时间");
    expect(field).toHaveValue("2026-03-05 07:30");
    const person = userEvent.setup({ delay: 5 });
    await person.clear(field);
    await person.type(field, "3-6 8:05{Enter}");
    await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ received: "2026-03-06T00:05:00Z" }));
  });
});

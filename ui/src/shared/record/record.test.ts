import { describe, expect, it } from "vitest";
import type { Button, FieldView } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { changedSince, initialOf, withoutUntouched } from "./answers";
import { fieldText, lookupRecords, nameOf, namingField, onlyOf, onlyText, rowsPath, titleOf } from ".";

const field = (name: string, type = "text", given: Partial<FieldView> = {}): FieldView => ({
  name, label: `“${name}”`, type, choices: [], of: null, required: false, masked: false, help: "", ...given,
});

describe("how a record is called", () => {
  it.each([
    [{ order_no: "88", title: "机" }, "88"],
    [{ case_id: "x", unit: "旧机\n有划痕" }, "旧机"],
    [{ unit: "字".repeat(50) }, `${"字".repeat(40)}…`],
    [{ unit: "  " }, ""],
    [{}, ""],
  ])("%j", (values, title) => expect(titleOf(values, [field("case_id"), field("unit")])).toBe(title));

  it("by number and title, and never by nothing", () => {
    expect(nameOf("BJ-1", { name: "张**" })).toBe("BJ-1 · 张**");
    expect(nameOf("", {})).toBe("（没有名称）");
  });

  it("a row by the field people know, else by the first words", () => {
    expect(namingField([field("platform"), field("order_no")])?.name).toBe("order_no");
    expect(namingField([field("order_id", "ref"), field("case_id"), field("unit")])?.name).toBe("unit");
    expect(namingField([field("lent_on", "date")])).toBeUndefined();
  });
});

it.each([
  ["2026-03-05T14:30:00", "2026-03-05 14:30"],
  ["2026-03-05T14:30:00Z", "2026-03-05T14:30:00Z"],
  ["编号 2026-03-05T14:30", "编号 2026-03-05T14:30"],
])("a wall clock in a plain field is read as one: %s", (value, shown) => expect(fieldText(field("paid_at"), value)).toBe(shown));

describe("answers of a form that begins with the record", () => {
  const button: Button = { event: "edit", label: "修改", enabled: true, why: null, grave: false, clause: "", asks: [field("unit"), field("phone", "text", { masked: true }), field("parts", "json")] };
  const seen = { fields: button.asks, values: { unit: "A", phone: "138****5678", parts: [1] } };

  it("shows what is open, never what is masked", () => expect(initialOf(button, seen)).toEqual({ unit: "A" }));
  it("free words in which a number is masked are not typed back", () => {
    const words = { values: { unit: "请打 138****5678" } };
    expect(initialOf(button, words)).toEqual({});
    expect(withoutUntouched(button, words, { unit: null })).toEqual({});
  });
  it("leaves a masked value alone unless another was typed", () => {
    expect(withoutUntouched(button, seen, { unit: null, phone: null })).toEqual({ unit: null });
    expect(withoutUntouched(button, seen, { phone: "13900001111" })).toEqual({ phone: "13900001111" });
    expect(withoutUntouched(button, { values: { phone: null } }, { phone: null })).toEqual({ phone: null });
  });
  it("names what another changed, structures by their content", () => {
    expect(changedSince(seen, { ...seen, values: { ...seen.values, parts: [1] } })).toEqual([]);
    expect(changedSince(seen, { ...seen, values: { unit: "B", phone: "138****5678", parts: [2] } })).toEqual(["“unit”", "“parts”"]);
  });
});

it("the chosen record is named even when the search does not find it", async () => {
  const stop = answerCalls((name) => (name === "records.list" ? { label: "", fields: [], rows: [], after: null } : { number: "SH-7", fields: [], values: { goods_title: "手机" } }));
  expect(await lookupRecords("quality_case", "别的", "c-7")).toEqual([{ value: "c-7", label: "SH-7 · 手机" }]);
  expect(await lookupRecords("quality_case", "别的")).toEqual([]);
  stop();
});

it("a filter goes into an address and comes back", () => {
  const only = [{ field: "promise_id", is: ["p-1"] }, { field: "started_at", from: "2026-09-01", to: "2026-09-30" }, { field: "due_at", to: "2026-09-24T02:00:00Z" }, { field: "state", is: ["broken", "paying"] }];
  expect(onlyText(only)).toBe("promise_id:p-1;started_at:2026-09-01..2026-09-30;due_at:..2026-09-24T02:00:00Z;state:broken|paying");
  expect(onlyOf(onlyText(only))).toEqual(only);
  expect(onlyOf("nonsense;:x;due_at:")).toEqual([]);
  expect(rowsPath("breach", [{ field: "state", is: ["paid"] }])).toBe("/records/breach?only=state%3Apaid");
});

import { describe, expect, it } from "vitest";
import type { BulkRow } from "@/bridge";
import { reasons, refusedCsv } from "./bulk/refused";
import { pastedNumbers } from "./paste";

describe("a pasted column", () => {
  it.each([
    ["SH-1\r\nSH-2\r\n", ["SH-1", "SH-2"]],
    ["123\t456\n789", ["123", "456", "789"]],
    ["1，2;3；4,1", ["1", "2", "3", "4"]],
    [" A \n\n A \n B", ["A", "B"]],
  ])("%j", (text, numbers) => expect(pastedNumbers(text)).toEqual(numbers));
  it.each(["", "SH-1", "张三 洗衣机", "SH-1\n"])("%j is words, not a list", (text) => expect(pastedNumbers(text)).toBeNull());
});

describe("what was refused", () => {
  const row = (number: string, message: string | null): BulkRow => ({ kind: "k", id: number, number, ok: message === null, message, guard: null, version: 1, undoable: false });
  const rows = [row("A", "没有判定"), row("B", null), row("C", "已办结"), row("D", "没有判定"), row("", "没有找到")];

  it("by reason, the commonest first", () => {
    expect(reasons(rows)).toEqual([{ why: "没有判定", numbers: ["A", "D"] }, { why: "已办结", numbers: ["C"] }, { why: "没有找到", numbers: ["（查不到的单）"] }]);
  });
  it("as a file that a spreadsheet opens and never runs", () => {
    expect(refusedCsv([row("=1+1", "要填“原因”, 再办")])).toBe("\uFEFF单号,原因\r\n'=1+1,\"要填“原因”, 再办\"\r\n");
  });
});

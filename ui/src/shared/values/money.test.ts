import { describe, expect, it } from "vitest";
import { fenToText, formatFen, parseYuan } from ".";

describe("formatFen", () => {
  it.each([
    [0, "¥0.00"], [5, "¥0.05"], [123450, "¥1,234.50"], [100000000, "¥1,000,000.00"], [-300, "-¥3.00"], [-5, "-¥0.05"], [99999, "¥999.99"],
  ])("%d", (fen, shown) => expect(formatFen(fen)).toBe(shown));
});

describe("parseYuan", () => {
  it.each([
    ["1234.50", 123450], ["1,234.5", 123450], ["¥12", 1200], ["￥12.30元", 1230], ["０．０５", 5], ["１，２３４。５", 123450], [" 7 ", 700],
    ["-3", -300], ["-¥3.00", -300], ["0", 0], ["-0", 0], ["5.", 500], ["19.99", 1999], ["1.15", 115], ["999999999999.99", 99999999999999],
  ])("%s", (text, fen) => expect(parseYuan(text)).toEqual({ ok: true, value: fen }));

  it.each([
    ["", "请填金额，例如 1234.50"], ["abc", "请填金额，例如 1234.50"], [".5", "请填金额，例如 1234.50"], ["1e5", "请填金额，例如 1234.50"],
    ["1.234", "金额最多两位小数"], ["1234567890123", "金额太大，请核对"],
  ])("refuses %j", (text, message) => expect(parseYuan(text)).toEqual({ ok: false, message }));

  it("takes back what it shows, for every sum", () => {
    for (let fen = -250_000; fen <= 250_000; fen += 37) {
      expect(parseYuan(formatFen(fen))).toEqual({ ok: true, value: fen });
      expect(parseYuan(fenToText(fen))).toEqual({ ok: true, value: fen });
    }
  });
});

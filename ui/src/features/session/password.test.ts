import { describe, expect, it } from "vitest";
import { checkNewPassword, strengthWords } from "./password";
import { tidyCode } from "./recoveryCode";

describe("strengthWords", () => {
  it.each([
    ["", "至少 6 个字"],
    ["abc", "还差 3 个字"],
    ["123456789012", "弱"],
    ["aaaaaaaa", "弱"],
    ["abcdef", "一般"],
    ["苹果 火车 8 点", "一般"],
    ["修理铺的猫 2026", "好"],
  ])("%s: %s", (typed, words) => expect(strengthWords(typed)).toContain(words));
});

describe("checkNewPassword", () => {
  it.each([
    [{ password: "abc", again: "abc" }, ["password"]],
    [{ password: "abcdef", again: "abcdeg" }, ["again"]],
    [{ password: "abcdef", again: "abcdef" }, []],
  ])("%j", (typed, wrong) => expect(Object.keys(checkNewPassword(typed))).toEqual(wrong));
});

describe("tidyCode", () => {
  it.each([
    ["ＡＢＣＤ－１２３４", "ABCD-1234"],
    [" abcd—efgh ", "abcd-efgh"],
    ["abcd efgh", "abcd efgh"],
  ])("%s", (typed, plain) => expect(tidyCode(typed)).toBe(plain));
});

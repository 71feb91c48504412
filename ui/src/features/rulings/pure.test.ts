import { describe, expect, it } from "vitest";
import type { FieldDeclaration } from "@/shared/form";
import { barInput } from "./bar";
import { appliesTo } from "./facts/factFields";
import { checkFacts, readFacts, typedFacts, withoutNulls } from "./facts/typed";
import { PRESETS } from "./presets";
import { sumRows } from "./sums";
import { RULING } from "./testing";
import { isBurden, ruleSetName } from "./words";

const FIELDS: FieldDeclaration[] = [
  { name: "claim", label: "诉求依据", type: "choice", choices: [{ value: "quality", label: "质量" }, { value: "no_reason", label: "无理由" }] },
  { name: "goods", label: "品名", type: "text" },
  { name: "price_fen", label: "价款", type: "money" },
  { name: "fault_date", label: "故障日期", type: "date" },
  { name: "same_model_available", label: "有同型号现货", type: "choice", choices: [{ value: "true", label: "是" }, { value: "false", label: "否" }] },
];

describe("facts", () => {
  it("go to the input and back unchanged", () => {
    const facts = {
      claim: "quality", goods: "洗衣机", price_fen: 329_900, fault_date: "2026-03-05", same_model_available: false,
      repairs: [{ in: "2026-01-01", out: "2026-01-09", delay: "repairer", charged: true }, { in: "2026-02-01", out: null }],
    };
    const { values, errors } = checkFacts(FIELDS, typedFacts(FIELDS, facts));
    expect(errors).toEqual({});
    expect(withoutNulls(values)).toEqual(facts);
  });

  it("keep not known apart from no", () => {
    expect(checkFacts(FIELDS, typedFacts(FIELDS, { claim: "quality" })).values.same_model_available).toBeNull();
    expect(checkFacts(FIELDS, typedFacts(FIELDS, { claim: "quality", same_model_available: false })).values.same_model_available).toBe(false);
  });

  it("that play no part in the claim are emptied", () => {
    const typed = typedFacts(FIELDS, { claim: "no_reason", same_model_available: true, repairs: [{ in: "2026-01-01", out: null }], no_reason: { intact: false, missing_gift_fen: 1_500 } });
    expect(checkFacts(FIELDS, typed).values).toMatchObject({ same_model_available: null, repairs: null, no_reason: { intact: false, missing_gift_fen: 1_500 } });
  });

  it.each([
    [{ in: "", out: "2026-01-01", delay: "", charged: false }, "第 1 次维修"],
    [{ in: "2026-13-01", out: "", delay: "", charged: false }, "第 1 次维修"],
  ])("names the repair that cannot be read: %j", (row, words) => {
    const typed = { ...typedFacts(FIELDS, { claim: "quality" }), repairs: [row] };
    expect(checkFacts(FIELDS, typed).errors.repairs).toContain(words);
  });

  it("an empty repair row is no repair", () => {
    const typed = { ...typedFacts(FIELDS, { claim: "quality" }), repairs: [{ in: "", out: "", delay: "", charged: false }] };
    expect(checkFacts(FIELDS, typed)).toMatchObject({ errors: {}, values: { repairs: null } });
  });

  it("a draft of another shape is not read", () => {
    expect(readFacts({ plain: {} })).toBeNull();
    expect(readFacts("x")).toBeNull();
    expect(readFacts(typedFacts(FIELDS, {}))).not.toBeNull();
  });

  it.each([["quality", "repairs", true], ["no_reason", "repairs", false], ["no_reason", "no_reason", true], ["quality", "no_reason", false], ["no_reason", "goods", true]])(
    "%s: %s is asked for: %s",
    (claim, name, asked) => expect(appliesTo(claim, name)).toBe(asked),
  );
});

describe("sums add up to what is paid back", () => {
  const total = (rows: { fen: number; total?: boolean }[]) => rows.filter((row) => row.total !== true).reduce((sum, row) => sum + row.fen, 0);
  it.each([
    [{ refund_fen: 395_901, depreciation_fen: 3_999, depreciation_days: 10 }, 399_900, 3],
    [{ refund_fen: 399_900, depreciation_fen: 0, depreciation_days: 0 }, 399_900, 2],
    [{ refund_fen: 18_400, depreciation_fen: null, depreciation_days: null }, 19_900, 3],
    [{ refund_fen: 395_901, depreciation_fen: 3_999, depreciation_days: 10 }, null, 3],
  ])("%j of %s", (part, price, rows) => {
    const table = sumRows({ ...RULING, ...part }, price);
    expect(table).toHaveLength(rows);
    expect(total(table)).toBe(part.refund_fen);
    expect(table.at(-1)).toMatchObject({ total: true, fen: part.refund_fen });
  });

  it("without a refund there is no total", () => {
    expect(sumRows({ ...RULING, refund_fen: null, depreciation_fen: null }, 100)).toEqual([]);
  });
});

describe("the bar", () => {
  it("stands in the order of time and names another day than today", () => {
    const input = barInput({ ...RULING.bar, fault: "2026-03-12" }, "2026-03-20");
    expect(input.marks.map((mark) => mark.date)).toEqual([...input.marks.map((mark) => mark.date)].sort());
    expect(input.todayLabel).toBe("判定日");
  });
  it("a repair without end reaches to the day of the decision", () => {
    const input = barInput({ ...RULING.bar, repairs: [{ in: "2026-03-10", out: null }] }, "2026-03-12");
    expect(input.blocks).toEqual([{ from: "2026-03-10", to: RULING.bar.as_of, label: "维修（未交还）" }]);
  });
});

describe("words", () => {
  it.each([["mobile_phone_2001", "移动电话机三包规定（2001）"], ["first_batch_1995+zhejiang", "部分商品三包规定（1995） · 浙江"], ["unheard_of", "unheard_of"]])("%s is %s", (code, name) => expect(ruleSetName(code)).toBe(name));
  it("a refusal is a burden, a repair for free is not", () => {
    expect(isBurden("refuse")).toBe(true);
    expect(isBurden("repair_free")).toBe(false);
  });
  it("every example is told whole", () => {
    for (const { facts } of PRESETS) expect(facts).toMatchObject({ claim: expect.any(String), goods: expect.any(String), channel: expect.any(String), fault_date: expect.any(String), as_of: expect.any(String) });
  });
});

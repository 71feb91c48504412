import { describe, expect, it } from "vitest";
import { standingOfMonths, standingOfRate } from "./compare";
import { parseRate, rateText } from "./rate";

describe("the rate of depreciation", () => {
  it.each([[500, "0.05"], [1_000, "0.1"], [10_000, "1"], [1, "0.0001"], [0, "0"], [12_345, "1.2345"]])("%d ppm is %s%% and back", (ppm, text) => {
    expect(rateText(ppm)).toBe(text);
    expect(parseRate(text)).toEqual({ ok: true, value: ppm });
  });
  it("is exact for every value", () => {
    for (let ppm = 0; ppm <= 1_000_000; ppm += 997) expect(parseRate(rateText(ppm))).toEqual({ ok: true, value: ppm });
  });
  it.each(["", "x", "-1", "0.00001", "101", "1.2.3"])("%j is no rate", (text) => expect(parseRate(text).ok).toBe(false));
  it.each([["０．０５％", 500], ["0.1%", 1_000]])("%s is read as an input method leaves it", (text, ppm) => expect(parseRate(text)).toEqual({ ok: true, value: ppm }));
});

describe("against the built-in list", () => {
  it.each([[36, 12, "better"], [12, 12, "same"], [6, 12, "below"], [36, null, "same"], [null, 12, "same"]] as const)("%s months to %s is %s", (own, law, standing) => expect(standingOfMonths(own, law)).toBe(standing));
  it.each([[500, 1_000, "better"], [2_000, 1_000, "below"], [1_000, 1_000, "same"]] as const)("a rate of %s to %s is %s", (own, law, standing) => expect(standingOfRate(own, law)).toBe(standing));
});

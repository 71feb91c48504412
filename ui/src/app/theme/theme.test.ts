import { describe, expect, it } from "vitest";
import { contrast } from "./contrast";
import { cssVariables } from "./cssVariables";
import { TOKENS, type ThemeName } from "./tokens";

const THEMES = Object.keys(TOKENS) as ThemeName[];

describe("contrast", () => {
  it("knows the ends of the scale", () => {
    expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21, 1);
    expect(contrast("#777777", "#777777")).toBe(1);
  });
});

describe.each(THEMES)("theme %s", (name) => {
  const t = TOKENS[name];
  it.each([
    ["ink on paper", t.ink, t.paper],
    ["ink on ground", t.ink, t.ground],
    ["soft ink on ground", t.inkSoft, t.ground],
    ["faint ink on paper", t.inkFaint, t.paper],
    ["faint ink on ground", t.inkFaint, t.ground],
    ["faint ink on chosen row", t.inkFaint, t.accentSoft],
    ["accent on paper", t.accent, t.paper],
    ["accent on ground", t.accent, t.ground],
    ["accent on its soft", t.accent, t.accentSoft],
    ["text on accent", t.onAccent, t.accent],
    ["red on paper", t.red, t.paper],
    ["red on its soft", t.red, t.redSoft],
    ["red on chosen row", t.red, t.accentSoft],
    ["text on red", t.onRed, t.red],
    ["amber on paper", t.amber, t.paper],
    ["amber on its soft", t.amber, t.amberSoft],
    ["amber on chosen row", t.amber, t.accentSoft],
    ["green on paper", t.green, t.paper],
    ["green on its soft", t.green, t.greenSoft],
  ])("%s reads (AA)", (_, text, behind) => expect(contrast(text, behind)).toBeGreaterThanOrEqual(4.5));

  it("control borders are seen (3:1)", () => expect(contrast(t.border, t.paper)).toBeGreaterThanOrEqual(3));
});

it("never sets text under 12 px, at the smallest base size", () => {
  expect(cssVariables(TOKENS.light, { baseSize: 12, density: "compact" })["--text-small"]).toBe("12px");
});

it("keeps the accent of the design", () => {
  expect(TOKENS.light.accent).toBe("#0F766E");
  expect(TOKENS.dark.accent).toBe("#2DD4BF");
});

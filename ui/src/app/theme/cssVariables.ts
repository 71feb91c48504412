import { rowHeight, type Preferences } from "@/shared/preferences";
import type { Tokens } from "./tokens";

const SMALLEST_PX = 12;

/** The variables every style sheet reads. Lengths follow the base size; colours follow the theme. */
export function cssVariables(tokens: Tokens, preferences: Pick<Preferences, "baseSize" | "density">): Record<string, string> {
  const { scheme, ring, ...colours } = tokens;
  const base = preferences.baseSize;
  return {
    "color-scheme": scheme,
    ...Object.fromEntries(Object.entries(colours).map(([name, colour]) => [`--${kebab(name)}`, colour])),
    "--ring": `${ring}px`,
    "--text": `${base}px`,
    "--text-small": `${Math.max(SMALLEST_PX, base - 2)}px`,
    "--text-title": `${base + 6}px`,
    "--row-height": `${rowHeight(preferences)}px`,
  };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export type Density = "compact" | "normal" | "roomy";

/** How one person wants the window to look. Holds nothing about the shop. */
export interface Preferences {
  theme: "light" | "dark" | "system" | "contrast";
  /** Base text size in px, 12 to 20. */
  baseSize: number;
  density: Density;
  /** Hidden columns by table. */
  hiddenColumns: Record<string, string[]>;
}

export const SMALLEST_SIZE = 12;
export const LARGEST_SIZE = 20;

export const DEFAULT_PREFERENCES: Preferences = { theme: "system", baseSize: 14, density: "normal", hiddenColumns: {} };

const THEMES: readonly unknown[] = ["light", "dark", "system", "contrast"];
const ROW_PX: Record<Density, number> = { compact: 28, normal: 36, roomy: 44 };
const DESIGN_SIZE = 14;

/** Height of a table row in px. Grows with the text, so that large type is not cut. */
export function rowHeight({ density, baseSize }: Pick<Preferences, "density" | "baseSize">): number {
  return grown(ROW_PX[density], baseSize);
}

/** A length in px meant for the 14 px of the design, at this base size. Never smaller than meant. */
export function grown(px: number, baseSize: number): number {
  return Math.round(px * Math.max(1, baseSize / DESIGN_SIZE));
}

/** Reads stored preferences, whatever is stored: a value that is not one of ours falls back to the default. */
export function readPreferences(stored: unknown): Preferences {
  if (typeof stored !== "object" || stored === null) return DEFAULT_PREFERENCES;
  const { theme, baseSize, density, hiddenColumns } = stored as Record<string, unknown>;
  return {
    theme: THEMES.includes(theme) ? (theme as Preferences["theme"]) : DEFAULT_PREFERENCES.theme,
    baseSize: typeof baseSize === "number" && Number.isFinite(baseSize) ? clampSize(baseSize) : DEFAULT_PREFERENCES.baseSize,
    density: typeof density === "string" && Object.hasOwn(ROW_PX, density) ? (density as Density) : DEFAULT_PREFERENCES.density,
    hiddenColumns: readHidden(hiddenColumns),
  };
}

function clampSize(size: number): number {
  return Math.min(LARGEST_SIZE, Math.max(SMALLEST_SIZE, Math.round(size)));
}

function readHidden(stored: unknown): Record<string, string[]> {
  if (typeof stored !== "object" || stored === null) return {};
  const lists = Object.entries(stored).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  return Object.fromEntries(lists.map(([table, ids]) => [table, ids.filter((id) => typeof id === "string")]));
}

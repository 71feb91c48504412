/** The colours of one theme. Red is for late and destructive, amber for due today, green for kept; nothing else uses them. */
export interface Tokens {
  scheme: "light" | "dark";
  /** Behind everything. */
  ground: string;
  /** Cards, tables, inputs. */
  paper: string;
  /** Hairlines that only separate. */
  line: string;
  /** Borders that carry meaning (controls): at least 3:1 on paper. */
  border: string;
  ink: string;
  inkSoft: string;
  inkFaint: string;
  accent: string;
  /** Text on the accent. */
  onAccent: string;
  accentSoft: string;
  red: string;
  /** Text on red. */
  onRed: string;
  redSoft: string;
  amber: string;
  amberSoft: string;
  green: string;
  greenSoft: string;
  /** Width of the focus ring in px. */
  ring: number;
}

export type ThemeName = "light" | "dark" | "contrast";

export const TOKENS: Record<ThemeName, Tokens> = {
  light: {
    scheme: "light",
    ground: "#F4F6F6",
    paper: "#FFFFFF",
    line: "#DCE1E1",
    border: "#869090",
    ink: "#181D1D",
    inkSoft: "#434B4B",
    inkFaint: "#5B6565",
    accent: "#0F766E",
    onAccent: "#FFFFFF",
    accentSoft: "#E2F1EF",
    red: "#B42318",
    onRed: "#FFFFFF",
    redSoft: "#FCEBE9",
    amber: "#855400",
    amberSoft: "#FFF2D4",
    green: "#1A6E2E",
    greenSoft: "#E4F3E7",
    ring: 2,
  },
  dark: {
    scheme: "dark",
    ground: "#121515",
    paper: "#1A1E1E",
    line: "#303737",
    border: "#6F7A7A",
    ink: "#E8ECEC",
    inkSoft: "#BCC5C5",
    inkFaint: "#9BA5A5",
    accent: "#2DD4BF",
    onAccent: "#06211E",
    accentSoft: "#14322E",
    red: "#FF8B7B",
    onRed: "#2A0703",
    redSoft: "#3A1E1A",
    amber: "#F0B849",
    amberSoft: "#35290F",
    green: "#74D088",
    greenSoft: "#17311D",
    ring: 2,
  },
  contrast: {
    scheme: "light",
    ground: "#FFFFFF",
    paper: "#FFFFFF",
    line: "#000000",
    border: "#000000",
    ink: "#000000",
    inkSoft: "#000000",
    inkFaint: "#1A1A1A",
    accent: "#00504A",
    onAccent: "#FFFFFF",
    accentSoft: "#D5EEEA",
    red: "#960000",
    onRed: "#FFFFFF",
    redSoft: "#FFE6E3",
    amber: "#613C00",
    amberSoft: "#FFEBC0",
    green: "#00521A",
    greenSoft: "#DDF3E2",
    ring: 3,
  },
};

/** The system's own font first, so that the window looks at home; Noto Sans SC behind it where the system has no Chinese. */
export const FONT_STACK =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

import { theme as antd, type ThemeConfig } from "antd";
import { grown } from "@/shared/preferences";
import { FONT_STACK, type Tokens } from "./tokens";

// Controls grow with the text, so that large type is not cramped.
const CONTROL_PX = 32;

type Algorithm = typeof antd.defaultAlgorithm;

/** Dresses Ant Design in our tokens: no shadows, no motion, and our exact accent (its algorithms would tint it). */
export function antdTheme(tokens: Tokens, baseSize: number): ThemeConfig {
  const base: Algorithm = tokens.scheme === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm;
  const exact: Algorithm = (seed) => ({ ...base(seed), ...exactColours(tokens) });
  return {
    algorithm: exact,
    token: {
      ...exactColours(tokens),
      colorTextLightSolid: tokens.onAccent,
      colorTextDescription: tokens.inkFaint,
      colorTextPlaceholder: tokens.inkFaint,
      colorTextDisabled: tokens.inkFaint,
      fontFamily: FONT_STACK,
      fontSize: baseSize,
      fontSizeSM: Math.max(12, baseSize - 2),
      controlHeight: grown(CONTROL_PX, baseSize),
      borderRadius: 4,
      borderRadiusLG: 6,
      boxShadow: "none",
      boxShadowSecondary: "none",
      boxShadowTertiary: "none",
      controlOutlineWidth: tokens.ring,
      motion: false,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        primaryColor: tokens.onAccent,
        dangerColor: tokens.onRed,
        contentFontSizeSM: Math.max(12, baseSize - 2),
      },
      // The kit tells the chosen one by a shade of grey alone.
      Segmented: { trackBg: tokens.ground, itemSelectedBg: tokens.accent, itemSelectedColor: tokens.onAccent },
      // A floating surface has no shadow, so it needs its own border.
      Tooltip: { colorBgSpotlight: tokens.ink, colorTextLightSolid: tokens.paper },
    },
  };
}

function exactColours(tokens: Tokens) {
  return {
    colorPrimary: tokens.accent,
    colorPrimaryHover: tokens.accent,
    colorPrimaryActive: tokens.accent,
    colorPrimaryBg: tokens.accentSoft,
    colorInfo: tokens.accent,
    colorLink: tokens.accent,
    colorLinkHover: tokens.accent,
    colorError: tokens.red,
    colorErrorText: tokens.red,
    colorErrorHover: tokens.red,
    colorErrorBg: tokens.redSoft,
    colorWarning: tokens.amber,
    colorWarningBg: tokens.amberSoft,
    colorSuccess: tokens.green,
    colorSuccessBg: tokens.greenSoft,
    colorText: tokens.ink,
    colorTextSecondary: tokens.inkSoft,
    colorTextTertiary: tokens.inkFaint,
    colorTextQuaternary: tokens.inkFaint,
    colorBgBase: tokens.paper,
    colorBgContainer: tokens.paper,
    colorBgElevated: tokens.paper,
    colorBgLayout: tokens.ground,
    colorBorder: tokens.border,
    colorBorderSecondary: tokens.line,
    colorSplit: tokens.line,
  };
}

import { App as AntdApp, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useLayoutEffect, useMemo, type ReactNode } from "react";
import { useMediaQuery } from "@/shared/media";
import { usePreferences, type Preferences } from "@/shared/preferences";
import { antdTheme } from "./antdTheme";
import { cssVariables } from "./cssVariables";
import "./global.css";
import { TOKENS, type ThemeName } from "./tokens";

// Weeks start on Monday in this locale.
dayjs.locale("zh-cn");

function useThemeName(preference: Preferences["theme"]): ThemeName {
  const dark = useMediaQuery("(prefers-color-scheme: dark)");
  const more = useMediaQuery("(prefers-contrast: more)");
  if (preference !== "system") return preference;
  if (more) return "contrast";
  return dark ? "dark" : "light";
}

/** The one mark by which the window lets styles in that a script makes; see index.html. */
const nonce = document.querySelector<HTMLMetaElement>("meta[name=style-nonce]")?.content ?? "";

/** Puts the chosen theme, size and density on the page and on Ant Design. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { theme, baseSize, density } = usePreferences();
  const tokens = TOKENS[useThemeName(theme)];
  const antd = useMemo(() => antdTheme(tokens, baseSize), [tokens, baseSize]);
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(cssVariables(tokens, { baseSize, density }))) style.setProperty(name, value);
  }, [tokens, baseSize, density]);
  return (
    <ConfigProvider csp={{ nonce }} locale={zhCN} theme={antd} button={{ autoInsertSpace: false }}>
      <AntdApp component={false}>{children}</AntdApp>
    </ConfigProvider>
  );
}

// Pictures of screens as merchants see them: a small laptop and a large screen, light and dark.
import path from "node:path";

export const SIZES = [[1366, 768], [1920, 1080]];
export const THEMES = ["light", "dark"];

/** Shows the window in a theme, as if chosen in the settings at an earlier start. */
export async function showTheme(window, theme) {
  const value = { theme, baseSize: 14, density: "normal", hiddenColumns: {} };
  await window.call("look.save", { value });
  await window.session.execute((look) => {
    localStorage.setItem("preferences", look);
    location.reload();
  }, JSON.stringify(value));
  await window.until(`the theme ${theme}`, () => window.session.execute(() => document.readyState === "complete" && (document.getElementById("root")?.childElementCount ?? 0) > 0));
  await window.find("link", "售后单", { exact: false });
}

/** Every screen of `routes` (name → address) in every size and theme, into `folder`. Gives the screens that are wider than the window. */
export async function takePictures(window, routes, folder) {
  const tooWide = [];
  for (const theme of THEMES) {
    await showTheme(window, theme);
    for (const [width, height] of SIZES) {
      await window.resize(width, height);
      for (const [name, route] of Object.entries(routes)) {
        await window.go(route);
        await window.settled();
        await window.picture(path.join(folder, `${name}-${width}x${height}-${theme}.png`));
        const wide = await window.session.execute(() => document.documentElement.scrollWidth > innerWidth + 1);
        if (wide) tooWide.push(`${name} at ${width}×${height}`);
      }
    }
  }
  return tooWide;
}

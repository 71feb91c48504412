// Every screen of the demo shop, light and dark, before axe: nothing may keep anybody from working.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { everyScreen, faultsOf, graveFaults } from "./axe.mjs";
import { showTheme, THEMES } from "./pictures.mjs";
import * as steps from "./steps.mjs";

let home, window;

before(async () => {
  ({ home, window } = await steps.openDemo());
  await steps.signIn(window, steps.MANAGER);
});

after(async () => {
  await window?.close();
  await rm(home, { recursive: true, force: true });
});

test("axe sees what is wrong on a screen", { timeout: 300_000 }, async () => {
  await window.session.execute(() => document.querySelector("main").append(Object.assign(document.createElement("img"), { src: "data:," })));
  assert.match((await graveFaults(window)).join("\n"), /^image-alt/m);
  await window.session.execute(() => document.querySelector("main > img").remove());
});

/** What a theme can change. */
const COLOURS = ["color-contrast", "link-in-text-block"];

test("axe finds nothing grave on any screen, light or dark", { timeout: 1_800_000 }, async (t) => {
  const screens = await everyScreen(window);
  t.diagnostic(`${screens.size} screens: ${[...screens.keys()].join(", ")}`);
  assert.ok(screens.size > 20, "the screens were found");
  for (const [at, theme] of THEMES.entries()) {
    await showTheme(window, theme);
    assert.deepEqual(await faultsOf(window, screens, at === 0 ? null : COLOURS), {}, theme);
  }
});

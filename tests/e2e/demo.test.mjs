// The demo shop as `make run` makes it: whoever the first screen offers can sign in with one press, and finds a shop at work.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as steps from "./steps.mjs";
import { pause } from "./webdriver.mjs";
import { APP } from "./window.mjs";

let home, window;

before(async () => {
  ({ home, window } = await steps.openDemo());
});

after(async () => {
  await window?.close();
  await rm(home, { recursive: true, force: true });
});

for (const login of ["manager", "kefu", "jishi", "owner"]) {
  test(`${login} signs in with one press`, { timeout: 300_000 }, async () => {
    await window.click("button", login, { exact: false });
    await window.click("button", "登录");
    await steps.signedIn(window, login);
    const counts = await window.call("cases.counts");
    assert.ok(counts.length > 3, "cases in every state");
    await window.call("session.sign_out");
    await window.session.execute(() => location.reload());
    await window.sees("请登录");
  });
}

test("a real shop is one press away: the app starts anew on one's own folder", { timeout: 120_000 }, async () => {
  const running = () => {
    try {
      return execFileSync("pgrep", ["-fx", APP], { encoding: "utf8" }).trim().split("\n").map(Number);
    } catch {
      return [];
    }
  };
  const before = new Set(running());
  // The window closes under the click: what the driver says of that is of no interest.
  await window.click("button", "打开自己的店").catch(() => undefined);
  const end = Date.now() + 30_000;
  let fresh = [];
  while (fresh.length === 0 && Date.now() < end) {
    await pause(200);
    fresh = running().filter((pid) => !before.has(pid));
  }
  fresh.forEach((pid) => process.kill(pid));
  assert.equal(fresh.length, 1, "one new window, with no folder named");
});

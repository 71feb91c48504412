// The demo shop as `make run` makes it: whoever the first screen offers can sign in with one press, and finds a shop at work.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import * as steps from "./steps.mjs";

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

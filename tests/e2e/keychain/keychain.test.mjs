// With a real keyring daemon (the caller starts one): a shop founded with the keychain ticked opens again without any file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import * as steps from "../steps.mjs";
import { AppWindow } from "../window.mjs";

let home, data;

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-keychain-"));
  data = path.join(home, "shop");
});
after(() => rm(home, { recursive: true, force: true }));

const entries = () => execFileSync("secret-tool", ["search", "--all", "service", "shounuo"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

test("founded with the keychain, opened again by it", { timeout: 300_000 }, async () => {
  let window = await AppWindow.open({ data });
  const groups = await steps.foundShop(window, { keychain: true });
  await window.close();
  const kept = entries();
  assert.match(kept, /secret = /);
  for (const group of groups) assert.ok(!kept.includes(group), "the recovery code is not in the keychain");

  window = await steps.reopen({ data });
  assert.equal((await window.call("shop.status")).state, "open");
  await window.close();
});

test("the keychain's entry gone: the screen says so, and the recovery code mends it", { timeout: 300_000 }, async () => {
  const second = path.join(home, "second");
  let window = await AppWindow.open({ data: second });
  const groups = await steps.foundShop(window, { keychain: true });
  await window.close();
  execFileSync("secret-tool", ["clear", "service", "shounuo"]);

  window = await AppWindow.open({ data: second });
  await window.sees("打开店铺");
  await window.fill("恢复码", groups.join(" "));
  await window.click("button", "用恢复码打开");
  await steps.signIn(window);
  await window.close();

  window = await steps.reopen({ data: second });
  assert.equal((await window.call("shop.status")).state, "open");
  await window.close();
});

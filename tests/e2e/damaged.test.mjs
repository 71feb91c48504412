// A shop whose file was cut short: the window says so, changes nothing, and carries what can be read into a new folder that opens.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import * as steps from "./steps.mjs";
import { AppWindow, OUT } from "./window.mjs";

const PAGE = 4096;
let home, data, groups, window;

const onScreen = async (name) => {
  await window.settled();
  await window.picture(path.join(OUT, "e2e", "damaged", `${name}.png`));
};

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-damaged-"));
  data = path.join(home, "shop");
  window = await AppWindow.open({ data });
  groups = await steps.foundPast(window);
  await window.close();
  const database = path.join(data, "shounuo.db");
  await truncate(database, (await stat(database)).size - 8 * PAGE);
});

after(async () => {
  await window?.close();
  await rm(home, { recursive: true, force: true });
});

test("a shop cut short is salvaged in the window, and the new folder opens", { timeout: 300_000 }, async () => {
  const damaged = await readFile(path.join(data, "shounuo.db"));
  window = await AppWindow.open({ data });
  await window.fill("恢复码", groups.join("-"));
  await window.click("button", "用恢复码打开");
  await window.sees("店铺打不开");
  await window.sees("已损坏");
  await onScreen("refused");
  await window.click("button", "抢救还能读出的内容…");
  await window.click("button", "开始抢救");
  await window.sees("接着这样做", 120_000);
  await onScreen("salvaged");
  await window.close();
  assert.deepEqual(await readFile(path.join(data, "shounuo.db")), damaged, "the damaged file is as it was");
  const made = (await readdir(home)).filter((name) => name.startsWith("shop-抢救-"));
  assert.equal(made.length, 1);
  const recoveryFile = await steps.keepCode(path.join(home, "code.txt"), groups);
  window = await steps.reopen({ data: path.join(home, made[0]), recoveryFile });
  assert.equal((await window.call("shop.status")).shop, steps.OWNER.shop);
});

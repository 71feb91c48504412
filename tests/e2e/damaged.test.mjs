// A shop whose file was cut short, and one of which a page was altered: the window says so, changes nothing, and carries what can
// be read into a new folder that opens.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, open, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import * as steps from "./steps.mjs";
import { AppWindow, CLI, OUT } from "./window.mjs";

const PAGE = 4096;
let home, data, altered, groups, recoveryFile, window;

const onScreen = async (name) => {
  await window.settled();
  await window.picture(path.join(OUT, "e2e", "damaged", `${name}.png`));
};

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-damaged-"));
  data = path.join(home, "shop");
  window = await AppWindow.open({ data });
  groups = await steps.foundPast(window);
  await steps.importOrders(window);
  await window.close();
  recoveryFile = await steps.keepCode(path.join(home, "code.txt"), groups);
  // A window that is killed leaves all it wrote in the log beside the file: whoever opens and closes the shop puts it in.
  execFileSync(CLI, ["verify", "--data", data, "--recovery-file", recoveryFile], { stdio: "pipe" });
  altered = path.join(home, "altered");
  await cp(data, altered, { recursive: true });
  await alter(path.join(altered, "shounuo.db"));
  const database = path.join(data, "shounuo.db");
  await truncate(database, (await stat(database)).size - 8 * PAGE);
});

/** One byte of a page that the import filled: nobody needs it to come in. */
async function alter(database) {
  const page = Math.floor((0.8 * (await stat(database)).size) / PAGE);
  const file = await open(database, "r+");
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, page * PAGE + 100);
    await file.write(Buffer.from([byte[0] ^ 1]), 0, 1, page * PAGE + 100);
  } finally {
    await file.close();
  }
}

/** The one folder that a salvage of this shop made. */
async function salvagedOf(shop) {
  const made = (await readdir(home)).filter((name) => name.startsWith(`${shop}-抢救-`));
  assert.equal(made.length, 1);
  return path.join(home, made[0]);
}

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
  window = await steps.reopen({ data: await salvagedOf("shop"), recoveryFile });
  assert.equal((await window.call("shop.status")).shop, steps.OWNER.shop);
  await window.close();
});

test("a shop with an altered page stays open, is told over every screen, and is salvaged from the settings", { timeout: 300_000 }, async () => {
  window = await steps.reopen({ data: altered, recoveryFile });
  await steps.visit(window, "台账");
  await window.click("button", "核验");
  await window.sees("店铺数据有一部分已损坏", 90_000);
  await onScreen("altered");
  await window.click("link", "去处理");
  await window.click("button", "开始抢救");
  await window.sees("接着这样做", 120_000);
  await onScreen("altered-salvaged");
  await window.close();
  window = await steps.reopen({ data: await salvagedOf("altered"), recoveryFile });
  assert.equal((await window.call("records.list", { kind: "sales_order" })).rows.length > 0, true, "the orders are there");
});

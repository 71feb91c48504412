// A shop without a keychain: the unlock screen takes the right code and no other, and a wrong one changes nothing on disk.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import * as steps from "./steps.mjs";
import { AppWindow } from "./window.mjs";

let home, data, groups, window;

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-unlock-"));
  data = path.join(home, "shop");
  const first = await AppWindow.open({ data });
  groups = await steps.foundShop(first);
  await first.close();
});

after(() => rm(home, { recursive: true, force: true }));

/** File → SHA-256 of everything in the shop's folder, but for the lock that says it is in use. */
async function fingerprint() {
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.endsWith(".lock"));
  const sums = files.map(async (entry) => {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    return [path.relative(data, file), createHash("sha256").update(await readFile(file)).digest("hex")];
  });
  return Object.fromEntries((await Promise.all(sums)).sort());
}

async function withWindow(args, run) {
  window = await AppWindow.open({ data, args });
  try {
    await run();
  } finally {
    await window.close();
  }
}

/** Another good code: all groups of it could be a shop's. */
const WRONG = "0000-0000-0000-0000-0000-0000-0000-0000-0000";

async function tryCode(code) {
  await window.fill("恢复码", code);
  await window.click("button", "用恢复码打开");
}

test("a wrong code is told, changes no file, and the right one opens afterwards", { timeout: 300_000 }, async () => {
  const asBefore = await fingerprint();
  assert.ok(Object.keys(asBefore).length > 0);
  await withWindow([], async () => {
    await window.sees("打开店铺");
    await tryCode(WRONG);
    const told = await window.until("the refusal", async () => /(恢复码.*(不对|不符|打不开|不是))|(不对|不符)/.exec(await window.text())?.[0]);
    assert.ok(told);
    assert.equal((await window.call("shop.status")).state, "locked");
    assert.deepEqual(await fingerprint(), asBefore);
    await tryCode(groups.join("-"));
    await window.sees("请登录");
    await steps.signIn(window);
  });
});

test("a slip of the pen is told with its group, before any key is tried", { timeout: 300_000 }, async () => {
  const slipped = [...groups];
  slipped[4] = (slipped[4][0] === "A" ? "B" : "A") + slipped[4].slice(1);
  await withWindow([], async () => {
    await window.sees("打开店铺");
    await tryCode(slipped.join("-"));
    await window.sees("第 5 组");
  });
});

test("a file with a wrong code leaves the shop closed and says so", { timeout: 300_000 }, async () => {
  const file = path.join(home, "wrong.txt");
  await writeFile(file, `${WRONG}\n`);
  await withWindow(["--recovery-file", file], async () => {
    await window.sees("打开店铺");
    assert.equal((await window.call("shop.status")).state, "locked");
  });
});

test("signed in with a wrong password: told, and asked again", { timeout: 300_000 }, async () => {
  const file = await steps.keepCode(path.join(home, "right.txt"), groups);
  await withWindow(["--recovery-file", file], async () => {
    await window.fill("登录名", steps.OWNER.login);
    await window.fill("密码", "不是这个密码");
    await window.click("button", "登录");
    await window.sees("登录名或密码不对");
    await steps.signIn(window);
  });
});

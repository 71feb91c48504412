// 备份与恢复 in the real window: a backup by the button is made, proved by a process of its own and verified by the command line;
// an empty computer offers the way back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import * as steps from "./steps.mjs";
import { pause } from "./webdriver.mjs";
import { AppWindow, CLI, OUT } from "./window.mjs";

let home, data, recoveryFile, window;
const onScreen = async (name) => {
  // What is there is not painted yet.
  await pause(600);
  await window.picture(path.join(OUT, "e2e", "vault", `${name}.png`));
};

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-vault-"));
  data = path.join(home, "shop");
  recoveryFile = path.join(home, "recovery-code.txt");
});

after(async () => {
  await window?.close();
  await rm(home, { recursive: true, force: true });
});

test("a backup is made by the button, and the command line finds it sound", { timeout: 300_000 }, async () => {
  window = await AppWindow.open({ data });
  await steps.keepCode(recoveryFile, await steps.foundShop(window));
  await steps.visit(window, "备份");
  await window.sees("备份与恢复");
  await window.click("button", "立即备份");
  await window.until("the backup of today", async () => /已备份到/.test(await window.text()));
  await onScreen("backups");
  await window.click("button", "从备份恢复…");
  await window.sees("恢复（1/3）选备份");
  await onScreen("restore");
  await window.close();
  const files = (await readdir(path.join(home, "backups"))).filter((name) => name.endsWith(".shounuo"));
  assert.equal(files.length, 1, "of a day the last");
  const file = path.join(home, "backups", files[0]);
  const verdict = JSON.parse(execFileSync(CLI, ["verify", "--backup", file, "--recovery-file", recoveryFile, "--json"], { encoding: "utf8" }));
  assert.equal(verdict.sound, true);
});

test("where there is no shop, one can be taken from a backup", { timeout: 120_000 }, async () => {
  window = await AppWindow.open({ data: path.join(home, "empty") });
  await window.sees("建店");
  await window.click("button", "从备份恢复…");
  await window.sees("选择备份文件");
  await onScreen("first-restore");
});

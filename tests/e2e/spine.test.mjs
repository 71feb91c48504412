// The shortest honest slice through the real window: an empty folder → a shop → orders → a case → a ruling → a letter →
// closed and opened again → everything found, the ledger sound, the letter the same to the byte.
import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { takePictures } from "./pictures.mjs";
import * as steps from "./steps.mjs";
import { AppWindow, OUT } from "./window.mjs";

const FOLDER = path.join(OUT, "e2e");
let home, data, recoveryFile, window;
/** What one step leaves for the next. */
const made = {};

const onScreen = (name) => window.picture(path.join(FOLDER, "spine", `${name}.png`));

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-spine-"));
  data = path.join(home, "shop");
  recoveryFile = path.join(home, "recovery-code.txt");
  await mkdir(FOLDER, { recursive: true });
});

after(async () => {
  await window?.close();
  await rm(home, { recursive: true, force: true });
});

// Each step stands on the one before: after a failure the others would only repeat it.
let broken = false;
const step = (name, run) =>
  test(name, { timeout: 300_000 }, async (t) => {
    if (broken) return t.skip("an earlier step failed");
    broken = true;
    await run();
    broken = false;
  });

step("first start: a shop is founded and its recovery code typed back", async () => {
  window = await AppWindow.open({ data });
  const groups = await steps.foundShop(window, { onScreen });
  assert.equal(groups.length, 9);
  await steps.keepCode(recoveryFile, groups);
  const status = await window.call("shop.status");
  assert.equal(status.shop, steps.OWNER.shop);
  assert.equal(status.recovery_pending, false);
});

step("an order file goes in through the file input: 57 rows, 2 refused with row and reason", async () => {
  await steps.importOrders(window, steps.SAMPLE, { onScreen });
  const shown = await window.text();
  assert.match(shown.replace(/\s+/g, " "), /拒绝的行 ✗ 2/);
  for (const row of ["13", "35"]) assert.ok(await window.has("row", row, { exact: false }), `row ${row} is named`);
  const orders = await window.call("records.list", { kind: "sales_order", words: "", state: null, after: null });
  assert.ok(orders.rows.length > 0);
});

step("a case is registered from an order", async () => {
  made.id = await steps.registerCase(window, steps.ORDER, { onScreen });
  await window.sees(steps.ORDER.goods);
  const { record, order } = await window.call("cases.show", { id: made.id });
  made.number = record.number;
  assert.equal(order.values.order_no, steps.ORDER.number);
  assert.equal(record.values.price_fen, 219900);
});

step("facts lead to a ruling that can be read", async () => {
  await steps.tellFacts(window, { onScreen });
  const ruling = await steps.rule(window, made.id, { onScreen });
  assert.deepEqual(ruling.options, ["return_full", "exchange", "repair_free"]);
  for (const words of ["退货", "换货", "免费修理", "依据与计算"]) await window.sees(words);
  await window.sees("2,199.00");
});

step("a letter is issued, and its PDF says what was ruled", async () => {
  made.notice = await steps.tellConsumer(window, made.id, { onScreen });
  made.pdf = await steps.letterBytes(window, made.notice);
  assert.equal(made.pdf.subarray(0, 5).toString(), "%PDF-");
  const words = await steps.wordsOf(made.pdf, path.join(FOLDER, "letter.pdf"));
  for (const expected of [steps.OWNER.shop, steps.ORDER.goods, made.notice.number, "告知书"]) assert.ok(words.includes(expected), `the letter says ${expected}: ${words.slice(0, 400)}`);
});

step("the window closes and opens again with the recovery file", async () => {
  await window.close();
  window = await steps.reopen({ data, recoveryFile });
});

step("everything is found again by number, order, goods and the tail of a phone", async () => {
  await steps.search(window, made.number, made.number);
  await steps.search(window, "滚筒洗衣机", made.number);
  await steps.search(window, steps.ORDER.phoneTail, "曹**");
  await steps.search(window, steps.ORDER.number, steps.ORDER.number);
  await onScreen("查找");
  // From the order the way leads to its case.
  const [row] = await window.all("row", steps.ORDER.number, { exact: false });
  await window.click("link", "售后单", { within: row });
  await window.sees(made.number);
});

step("the ledger is checked on its screen and sound", async () => {
  const words = await steps.verifyLedger(window, { onScreen });
  assert.match(words, /✓/);
  const verdict = await window.call("ledger.verify");
  assert.equal(verdict.sound, true, JSON.stringify(verdict));
});

step("the letter is the same to the byte", async () => {
  const again = await steps.letterBytes(window, made.notice);
  assert.ok(again.equals(made.pdf), "printed again byte for byte");
});

step("no screen is wider than the window, in two sizes, light and dark", async () => {
  const routes = { 工作台: "/home", 售后单: "/cases", 一件售后单: `/cases/${made.id}`, 登记: "/cases/new", 导入: "/imports", 三包: "/catalogue", 台账: "/ledger", 团队: "/staff", 设置: "/settings", 查找: `/search?q=${steps.ORDER.phoneTail}` };
  assert.deepEqual(await takePictures(window, routes, FOLDER), []);
});

// Nothing of what a shop holds lies readable on the disk: not in its file, its log, its temporary files, the page's own storage, nor
// in what the app says; not while it runs, not after it was killed, not in a backup.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { CANARIES, ENCODINGS, foundIn, needles, scan } from "./canaries.mjs";
import { appOn, gone, kill9 } from "./processes.mjs";
import * as steps from "./steps.mjs";
import { AppWindow, CLI, ROOT } from "./window.mjs";

const TIME = { timeout: 240_000 };
const of = (which) => CANARIES.filter((_, at) => at % 5 === which);
const [NAMES, PHONES, ADDRESSES, NUMBERS, WORDS] = [0, 1, 2, 3, 4].map(of);
let home, data, temporary, outside, recoveryFile, window, looked, caseId;
let said = "";

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-canaries-"));
  outside = await mkdtemp(path.join(tmpdir(), "shounuo-outside-"));
  [data, temporary] = [path.join(home, "shop"), path.join(home, "tmp")];
  await mkdir(temporary);
});

after(async () => {
  await window?.close();
  for (const folder of [home, outside]) await rm(folder, { recursive: true, force: true });
});

const open = (args = []) => AppWindow.open({ data, args, env: { TMPDIR: temporary } });

/** The shop's folder, the temporary files, and the home with what the web engine keeps there. */
async function nothingFound(when) {
  const { files, bytes, hits } = await scan([home, homedir()], looked);
  assert.deepEqual(hits, [], when);
  said += window.log;
  assert.deepEqual(foundIn(Buffer.from(said), looked).map(({ value }) => value), [], `${when}: in what the app says`);
  assert.ok(files > 5 && bytes > 100_000, `${when}: ${files} files, ${bytes} bytes were really read`);
  console.log(`${when}: ${looked.length} needles in ${files} files, ${bytes} bytes: 0 found`);
}

test("the scanner finds every canary in every encoding, and in a name", async () => {
  assert.equal(new Set(CANARIES).size, 50);
  for (const [encoding, encode] of Object.entries(ENCODINGS)) {
    const text = Buffer.concat([Buffer.from("x"), ...CANARIES.flatMap((canary) => [encode(canary), Buffer.from("\n")])]);
    const found = new Set(foundIn(text, needles(CANARIES)).map(({ value }) => value));
    assert.deepEqual(CANARIES.filter((canary) => !found.has(canary)), [], encoding);
  }
  for (const before of [0, 1, 2]) assert.ok(foundIn(Buffer.from(Buffer.from(`${"a".repeat(before)}${NAMES[0]}zz`).toString("base64")), needles(NAMES)).length > 0, `base64 after ${before}`);
  await writeFile(path.join(outside, `${PHONES[0]}.txt`), "nothing inside");
  assert.equal((await scan([outside], needles(PHONES))).hits.length, 1);
});

/** An order file with the canaries in it, as a platform would give it out. */
async function orderFile() {
  const rows = NAMES.map((name, at) => [`7788990011${2_000 + at}`, `buyer_${at}`, "交易成功", name, PHONES[at], ADDRESSES[at], `滚筒洗衣机 ${NUMBERS[at]}`, "2199.00", "2026-11-01 10:00:00"]);
  const file = path.join(outside, "orders.csv");
  await writeFile(file, `\u{feff}${["订单编号,买家会员名,订单状态,收货人姓名,联系手机,收货地址,宝贝标题,买家实际支付金额,订单创建时间", ...rows.map((row) => row.join(","))].join("\n")}\n`);
  return file;
}

async function useTheShop() {
  await steps.visit(window, "导入");
  await window.upload(await orderFile(), "选择要导入的文件");
  await window.sees("10 行");
  await window.click("button", "导入");
  await window.sees("已导入", 60_000);
  const input = { goods_title: `洗衣机 ${NUMBERS[1]}`, claim: "quality", fault_text: WORDS[0] };
  caseId = (await window.call("records.do", { kind: "quality_case", id: null, event: "register", input, version: null })).id;
  await window.go(`/cases/${caseId}`);
  await window.fill("写备注", WORDS[1]);
  await window.click("button", "写备注");
  await window.sees(WORDS[1]);
  await steps.search(window, PHONES[2].slice(-4), "消费者");
  const { id } = (await window.call("records.list", { kind: "consumer", words: "", state: null, after: null })).rows[0];
  await window.call("session.step_up", { password: steps.OWNER.password }).catch(() => undefined);
  const shown = await window.call("records.reveal", { kind: "consumer", id, field: "phone", reason: "回电" });
  assert.ok(PHONES.includes(shown.value), "the canaries are in the shop");
  const picture = (await readFile(path.join(ROOT, "crates/desk/src/demo/parcel.png"))).toString("base64");
  await window.session.executeAsync(async (about, bytes) => {
    const body = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    return globalThis.__TAURI_INTERNALS__.invoke("upload", body, { headers: { "x-operation": "attachments.add", "x-input": encodeURIComponent(JSON.stringify(about)) } });
  }, { case_id: caseId, of_kind: "quality_case", role: "proof", name: `${NAMES[3]}${PHONES[3]}.png` }, picture);
}

test("a shop at work leaves nothing readable behind it", TIME, async () => {
  window = await open();
  const groups = await steps.foundPast(window);
  recoveryFile = await steps.keepCode(path.join(outside, "code.txt"), groups);
  const { shop, owner, login, password } = steps.OWNER;
  looked = needles([...CANARIES, shop, owner, login === "dianzhu" ? password : login, groups.join("-"), groups.join(""), ...groups.slice(0, 8).map((group, at) => `${group}-${groups[at + 1]}`)]);
  await useTheShop();
  await nothingFound("at work");
});

test("what was asked for holds it: the table and nothing else", TIME, async () => {
  await window.call("session.step_up", { password: steps.OWNER.password }).catch(() => undefined);
  const table = await window.call("exports.table", { kind: "quality_case", format: "csv", purpose: "盘点" });
  assert.ok(foundIn(Buffer.from(table.bytes, "base64"), looked).some(({ value }) => value === NUMBERS[1]), "the export says what the shop holds");
  const consumers = await window.call("exports.table", { kind: "consumer", format: "csv", purpose: "盘点" });
  assert.deepEqual(foundIn(Buffer.from(consumers.bytes, "base64"), needles([...PHONES, ...NAMES])), [], "masked, though asked for");
});

test("killed in the middle of a word, and opened again: nothing either", TIME, async () => {
  await window.go(`/cases/${caseId}`);
  await window.fill("写备注", WORDS[2]);
  kill9((await appOn(data)).app);
  await gone(data);
  await nothingFound("killed");
  await window.close();
  window = await steps.reopen({ data, recoveryFile, env: { TMPDIR: temporary } });
  await nothingFound("opened again");
  await window.close();
});

test("a backup and the files of the shop at rest: nothing, without the code", TIME, async () => {
  const env = { ...process.env, TMPDIR: temporary };
  said += execFileSync(CLI, ["backup", "--data", data, "--recovery-file", recoveryFile, "--out", path.join(home, "backup.shounuo")], { encoding: "utf8", env });
  assert.ok((await readdir(home)).some((name) => name.startsWith("backup")));
  await nothingFound("at rest");
});

// What a person does, step by step. The tests and the tour are made of these.
import { execFileSync } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppWindow, CLI } from "./window.mjs";
import { KEYS } from "./webdriver.mjs";

export const OWNER = { shop: "晨光电器旗舰店", owner: "林店主", login: "dianzhu", password: "柜台-晨光-2026" };
export const SAMPLE = "crates/exchange/samples/taobao_orders_gbk.csv";
/** A washing machine in the sample: paid 2026-03-11, not yet confirmed as received. */
export const ORDER = { number: "3456789012345838804", goods: "全自动滚筒洗衣机10公斤", phoneTail: "0030", price: "2199.00" };

const nothing = async () => undefined;

/** First start on an empty folder: shop, owner, password, recovery code kept and typed back. Gives the code's groups. */
export async function foundShop(window, { keychain = false, onScreen = nothing } = {}) {
  await window.sees("建店");
  await window.fill("店铺名称", OWNER.shop);
  await window.fill("店主姓名", OWNER.owner);
  await window.fill("登录名", OWNER.login);
  await window.fill("密码", OWNER.password);
  await window.fill("再输一次", OWNER.password);
  await tick(window, "系统钥匙串", keychain);
  await onScreen("建店");
  await window.click("button", "建店");
  const groups = await readGroups(window);
  await onScreen("恢复凭条");
  await window.click("button", "去核对", { exact: false });
  await typeBack(window, groups);
  await onScreen("核对恢复码");
  await window.click("button", "核对");
  await signedIn(window, OWNER.login);
  return groups;
}

async function tick(window, name, wanted) {
  const box = await window.find("checkbox", name);
  if ((await window.session.execute((it) => it.checked, box)) !== wanted) await window.session.click(box);
}

function readGroups(window) {
  return window.until("the groups of the recovery code", async () => {
    const groups = await window.session.execute(() => [...document.querySelectorAll("[aria-label=恢复码] code")].map((code) => code.textContent));
    return groups.length > 0 ? groups : undefined;
  });
}

/** Two groups are asked back: which, only the screen knows. */
async function typeBack(window, groups) {
  await window.find("button", "核对");
  for (const [at, group] of groups.entries()) {
    if (await window.has("textbox", `第 ${at + 1} 组`)) await window.fill(`第 ${at + 1} 组`, group);
  }
}

/** The file with the recovery code, as a merchant would keep it. */
export async function keepCode(file, groups) {
  await writeFile(file, `${groups.join("-")}\n`, { mode: 0o600 });
  return file;
}

export async function signedIn(window, login) {
  await window.until(`${login} signed in`, async () => (await window.call("session.who")).person?.login === login);
  await window.find("link", "售后单", { exact: false });
}

export async function signIn(window, { login, password } = OWNER) {
  await window.fill("登录名", login);
  await window.fill("密码", password);
  await window.click("button", "登录");
  await signedIn(window, login);
}

/** A shop founded and signed in past the screens, which other tests walk through. Gives the code's groups. */
export async function foundPast(window) {
  const { shop, owner, login, password } = OWNER;
  const { groups, ask } = await window.call("shop.create", { shop, owner, login, password, use_keychain: false });
  await window.call("shop.confirm_recovery", { groups: ask.map((group) => [group, groups[group - 1]]) });
  await window.call("session.sign_in", { login, password });
  await window.reload();
  await signedIn(window, login);
  return groups;
}

/** Opens the window on a shop, with the recovery file where there is no keychain, and signs in. */
export async function reopen({ data, recoveryFile, person = OWNER, env = {} }) {
  const window = await AppWindow.open({ data, args: recoveryFile === undefined ? [] : ["--recovery-file", recoveryFile], env });
  try {
    await signIn(window, person);
  } catch (error) {
    await window.close();
    throw error;
  }
  return window;
}

/** Somebody who may see every screen but what is the owner's alone. */
export const MANAGER = { login: "manager", password: "demo-2026" };

/** The demo shop as `make run` makes it, in a folder of its own, its window at the sign-in. */
export async function openDemo() {
  const home = await mkdtemp(path.join(tmpdir(), "shounuo-demo-"));
  const [data, recoveryFile] = [path.join(home, "shop"), path.join(home, "code.txt")];
  execFileSync(CLI, ["new", "--data", data, "--shop", "守诺演示店", "--owner", "林晓岚", "--demo", "--no-keychain", "--recovery-out", recoveryFile], { stdio: "pipe" });
  return { home, window: await AppWindow.open({ data, args: ["--recovery-file", recoveryFile] }) };
}

export const visit = (window, entry) => window.click("link", entry);

/** Imports a file through the file input of the screen, and leaves the result standing. */
export async function importOrders(window, file = SAMPLE, { onScreen = nothing } = {}) {
  await visit(window, "导入");
  await window.upload(file, "选择要导入的文件");
  await window.sees("57 行");
  await onScreen("导入预览");
  await window.click("button", "导入");
  await window.sees("已导入", 60_000);
  await onScreen("导入结果");
}

/** Registers a case from an order, found by its number. Gives the id of the case. */
export async function registerCase(window, order = ORDER, { onScreen = nothing } = {}) {
  await visit(window, "售后单");
  await window.click("button", "登记售后单", { exact: false });
  await window.fill("查找订单", order.number);
  await window.click("button", order.number, { exact: false });
  await window.sees("换一个订单");
  await window.fill("消费者所述", "洗衣机脱水时异响，桶不转，要求退货。");
  await onScreen("登记售后单");
  await window.click("button", "登记");
  return window.until("the page of the new case", async () => (await window.session.execute(() => /#\/cases\/([0-9a-f-]{36})/.exec(location.hash)?.[1])) ?? undefined);
}

/** Tells the facts on which the ruling rests: received on the 15th, broken on the 16th, judged on the 17th of March. */
export async function tellFacts(window, { onScreen = nothing } = {}) {
  await window.click("button", "填写事实");
  await window.fill("三包目录品名", "洗衣机", { role: "combobox" });
  await window.fillDate("签收日期", "2026-03-15");
  await window.fillDate("故障或申请日期", "2026-03-16");
  await window.fillDate("判定日", "2026-03-17");
  await window.choose("故障性质", "性能故障");
  await window.choose("有同型号现货", "是");
  await window.choose("消费者要求", "退货");
  await onScreen("填写事实");
  await window.click("button", "保存", { exact: false });
  await window.seesNot("保存事实");
}

/** Rules, and waits until the ruling stands. Gives it as the core has it. */
export async function rule(window, id, { onScreen = nothing } = {}) {
  await window.click("button", "判定");
  await window.until("the ruling in the core", async () => (await window.call("cases.show", { id })).rulings.length > 0);
  // On a narrow window limits and ruling are a tab of their own.
  if (await window.has("tab", "时限与判定")) await window.click("tab", "时限与判定");
  await window.sees("判定 #1");
  await onScreen("判定");
  return (await window.call("cases.show", { id })).rulings[0];
}

/** Issues the letter and gives its record. */
export async function tellConsumer(window, id, { onScreen = nothing } = {}) {
  await window.click("button", "出具告知书");
  const notice = await window.until("the letter", async () => (await window.call("cases.show", { id })).notices[0]);
  if (await window.has("tab", "经过")) await window.click("tab", "经过");
  await window.sees(notice.number);
  await onScreen("告知书");
  return notice;
}

/** The issued bytes of a notice, as the window's own “另存” gets them. */
export async function letterBytes(window, notice) {
  return Buffer.from((await window.call("notices.file", { id: notice.id })).pdf, "base64");
}

/** What a reader finds in a PDF, blanks aside. */
export async function wordsOf(pdf, file) {
  await writeFile(file, pdf);
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(/\s+/g, "");
}

/** Searches with the box at the top, and waits for a hit that says `expected`. Gives the rows found, as text. */
export async function search(window, words, expected) {
  await window.fill("查找", words);
  await window.press(KEYS.enter);
  await window.until(`the search for ${words}`, () => window.session.execute((q) => location.hash.startsWith("#/search") && decodeURIComponent(location.hash).endsWith(`=${q}`), words));
  return window.until(`a hit of ${words} that says ${expected}`, async () => {
    const rows = await window.session.execute(() => [...document.querySelectorAll("[role=row], tr")].map((row) => row.innerText.replace(/\s+/g, " ").trim()));
    return rows.some((row) => row.includes(expected)) ? rows : undefined;
  });
}

/** Has the ledger checked on its screen. Gives the words of the verdict. */
export async function verifyLedger(window, { onScreen = nothing } = {}) {
  await visit(window, "台账");
  await window.click("button", "核验");
  await window.sees("核对了", 60_000);
  await onScreen("台账核验");
  return window.text();
}

// What a person does, step by step. The tests and the tour are made of these.
import { readFile, writeFile } from "node:fs/promises";
import { AppWindow } from "./window.mjs";

export const OWNER = { shop: "晨光电器旗舰店", owner: "林店主", login: "dianzhu", password: "柜台-晨光-2026" };

/** First start on an empty folder: shop, owner, password, recovery code kept and typed back. Gives the code's groups. */
export async function foundShop(window, { keychain = false, onScreen = async () => undefined } = {}) {
  await window.sees("建店");
  await window.fill("店铺名称", OWNER.shop);
  await window.fill("店主姓名", OWNER.owner);
  await window.fill("登录名", OWNER.login);
  await window.fill("密码", OWNER.password);
  await window.fill("再输一次", OWNER.password);
  await tick(window, "系统钥匙串", keychain);
  await onScreen("01-建店");
  await window.click("button", "建店");
  const groups = await readGroups(window);
  await onScreen("02-恢复凭条");
  await window.click("button", "去核对", { exact: false });
  await typeBack(window, groups);
  await onScreen("03-核对恢复码");
  await window.click("button", "核对");
  await window.until("the workbench after founding", async () => (await window.call("session.who")).person?.login === OWNER.login);
  return groups;
}

async function tick(window, name, wanted) {
  const box = await window.find("checkbox", name);
  if ((await window.session.execute((it) => it.checked, box)) !== wanted) await window.session.click(box);
}

async function readGroups(window) {
  const read = () => window.session.execute(() => [...document.querySelectorAll("[aria-label=恢复码] code")].map((code) => code.textContent));
  return window.until("the groups of the recovery code", async () => {
    const groups = await read();
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

export async function signIn(window, { login, password } = OWNER) {
  await window.fill("登录名", login);
  await window.fill("密码", password);
  await window.click("button", "登录");
  await window.until(`${login} signed in`, async () => (await window.call("session.who")).person?.login === login);
}

/** Opens the window on a shop with the recovery file, and signs in. */
export async function reopen({ data, recoveryFile, person = OWNER, env }) {
  const window = await AppWindow.open({ data, env, args: recoveryFile === undefined ? [] : ["--recovery-file", recoveryFile] });
  await signIn(window, person);
  return window;
}

export const bytes = (file) => readFile(file);

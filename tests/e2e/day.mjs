// What a day at the counter is made of, beyond the first case: steps of any flow, the scanner, the papers.
import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { KEYS } from "./webdriver.mjs";

export const DEMO_PASSWORD = "demo-2026";

/** Another person sits down: signs in where somebody else was. */
export async function change(window, login) {
  await window.call("session.sign_out");
  await window.session.execute(() => location.reload());
  await window.sees("请登录");
  await window.fill("登录名", login);
  await window.fill("密码", DEMO_PASSWORD);
  await window.click("button", "登录");
  await window.until(`${login} signed in`, async () => (await window.call("session.who")).person?.login === login);
  await window.find("link", "售后单", { exact: false });
}

export async function openCase(window, id) {
  await window.go(`/cases/${id}`);
  const { record } = await window.call("cases.show", { id });
  await window.find("heading", record.number, { exact: false });
  await window.settled();
  return record;
}

/**
 * Presses the button of a step, in the bar or under 更多, and fills in what it asks: `text`, `choose`, `date` by label, `tick` a
 * list of labels. Stays open when `refused` is expected.
 */
export async function takeStep(window, label, { text = {}, choose = {}, date = {}, tick = [], refused = false, sure = false } = {}) {
  await pressStep(window, label);
  const asks = Object.keys({ ...text, ...choose, ...date }).length + tick.length > 0;
  if (!asks && !sure) return;
  const within = await window.find("dialog");
  for (const [name, value] of Object.entries(choose)) await window.choose(name, value, { within });
  for (const [name, value] of Object.entries(text)) await window.fill(name, value, { within });
  for (const [name, value] of Object.entries(date)) await window.fillDate(name, value);
  for (const name of tick) await window.click("checkbox", name, { within });
  await window.click("button", label, { within });
  if (!refused) await window.until(`${label} done`, async () => !(await window.has("dialog")));
}

/** A step that asks for something says so with dots on its button. */
export async function pressStep(window, label) {
  const named = async (role) => {
    for (const name of [label, `${label}…`]) if (await window.has(role, name)) return name;
    return null;
  };
  const inBar = await window.until(`the step ${label}`, async () => (await named("button")) ?? ((await window.has("button", "更多 ▾")) ? "更多 ▾" : null));
  await window.click("button", inBar);
  if (inBar !== "更多 ▾") return;
  const item = await window.until(`${label} under 更多`, () => named("menuitem"));
  await window.click("menuitem", item);
}

/** Waits until the core says that a case has come to `state`. */
export const comesTo = (window, id, state) =>
  window.until(`the case in ${state}`, async () => (await window.call("cases.show", { id })).record.state === state);

/** A burst of a hand scanner: faster than anybody types, closed by Enter. */
export async function scan(window, code) {
  const press = (value) => [{ type: "keyDown", value }, { type: "keyUp", value }];
  // As a scanner does it: capitals and the colon with the shift key held.
  const shifted = (value) => [{ type: "keyDown", value: KEYS.shift }, ...press(value), { type: "keyUp", value: KEYS.shift }];
  const keys = [...code].flatMap((sign) => (/[A-Z:]/.test(sign) ? shifted(sign) : press(sign))).concat(press(KEYS.enter));
  await window.session.post("actions", { actions: [{ type: "key", id: "scanner", actions: keys }] });
}

/** The first case of a kind in a state that `fits`, newest limits first. */
export async function caseIn(window, kind, state, fits = () => true) {
  let after = null;
  do {
    const page = await window.call("cases.list", { kind, state, after });
    for (const row of page.rows) {
      const view = await window.call("cases.show", { id: row.id });
      if (fits(view)) return view;
    }
    after = page.after;
  } while (after !== null);
  throw new Error(`no ${kind} in ${state}`);
}

/** Keeps the issued bytes of every paper made since `before` (ids known then), and the newest of each kind made earlier; with their words. */
export async function keepPapers(window, folder, before) {
  await mkdir(folder, { recursive: true });
  const [kept, seen] = [[], new Set()];
  for (const notice of await notices(window)) {
    if (before.has(notice.id) && seen.has(notice.values.what)) continue;
    seen.add(notice.values.what);
    const { name, pdf } = await window.call("notices.file", { id: notice.id });
    const file = path.join(folder, name);
    await writeFile(file, Buffer.from(pdf, "base64"));
    kept.push({ what: notice.values.what, title: notice.values.title, file, words: wordsOf(file) });
  }
  return kept;
}

export async function notices(window) {
  const all = [];
  let after = null;
  do {
    const page = await window.call("records.list", { kind: "notice", words: "", state: null, after });
    all.push(...page.rows);
    after = page.after;
  } while (after !== null);
  return all;
}

const wordsOf = (file) => execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(/\s+/g, "");

// What axe finds wrong on the screens as the real engine paints them: colours, names, order, roles.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./window.mjs";

const SOURCE = path.join(ROOT, "ui/node_modules/axe-core/axe.min.js");
/** What keeps somebody from working. Lesser findings are matters of taste. */
const GRAVE = ["serious", "critical"];

/** Grave findings on the screen that stands there: rule, why, and the elements, one line each. With `rules` those rules alone are asked. */
export async function graveFaults(window, rules = null) {
  if (!(await window.session.execute(() => "axe" in globalThis))) await window.session.execute(`${await readFile(SOURCE, "utf8")};`);
  const violations = await window.session.executeAsync(async (only) => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"], ...(only === null ? {} : { runOnly: { type: "rule", values: only } }) });
    return found.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(({ target, html }) => `${target.join(" ")}  ${html.slice(0, 160)}`) }));
  }, rules);
  return violations.filter(({ impact }) => GRAVE.includes(impact)).flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node}`));
}

/** The addresses that lead on from the screen that stands there. */
const linksHere = (window) => window.session.execute(() => [...document.querySelectorAll('a[href^="#/"]')].map((link) => link.getAttribute("href").slice(1)));

/** One screen, whichever record it shows. */
const screenOf = (address) => address.split("?")[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*");

/**
 * Every sort of screen: what the rail leads to and what is reached from there by links, the list and one record of every kind, and
 * one case in every state.
 */
export async function everyScreen(window) {
  const found = new Map();
  const add = (address, name = screenOf(address)) => found.has(name) || found.set(name, address);
  for (const address of await ofRecords(window)) add(address);
  for (const [name, address] of await ofCases(window)) add(address, name);
  for (const address of ["/cases/new", "/search?q=zs"]) add(address);
  const waiting = [...new Set(await linksHere(window))];
  while (waiting.length > 0) {
    const address = waiting.shift();
    if (found.has(screenOf(address)) && found.get(screenOf(address)) !== address) continue;
    add(address);
    await window.go(address);
    await window.settled();
    waiting.push(...(await linksHere(window)).filter((next) => !found.has(screenOf(next)) && !waiting.includes(next)));
  }
  return found;
}

async function ofRecords(window) {
  const addresses = [];
  for (const { kind, is_case } of await window.call("records.kinds")) {
    addresses.push(`/records/${kind}`);
    const { rows } = await window.call("records.list", { kind, words: "", state: null, after: null });
    if (rows.length > 0 && !is_case) addresses.push(`/records/${kind}/${rows[0].id}`);
  }
  return addresses;
}

async function ofCases(window) {
  const cases = [];
  for (const { kind, state } of await window.call("cases.counts")) {
    const { rows } = await window.call("cases.list", { kind, state, which: "all" });
    if (rows.length > 0) cases.push([`${kind} ${state}`, `/cases/${rows[0].id}`]);
  }
  return cases;
}

/** Screen → grave findings, of those that have any. */
export async function faultsOf(window, screens, rules = null) {
  const faulty = {};
  for (const [name, address] of screens) {
    await window.go(address);
    await window.settled();
    const faults = await graveFaults(window, rules);
    if (faults.length > 0) faulty[name] = faults;
  }
  return faulty;
}

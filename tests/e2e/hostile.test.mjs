// Hostile texts in front of the real engine: lists, pages, timelines, search and palette show them as the words they are. Nothing
// runs, nothing appears that was not drawn by us.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { FILE, texts, written } from "./hostile/make.mjs";
import * as steps from "./steps.mjs";
import { KEYS, pause } from "./webdriver.mjs";
import { AppWindow } from "./window.mjs";

const TIME = { timeout: 240_000 };
/** What the core keeps of a typed text; undefined when it refuses it. Its own tests say why. */
const kept = (text, longest) => {
  const held = text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
  return held === "" || [...held].length > longest || /[\p{Cc}--[\n\t]]/v.test(held) ? undefined : held;
};
const LINES = texts().map(({ text }) => kept(text, 200)).filter(Boolean);
const PAGES = texts().map(({ text }) => kept(text, 4_000)).filter(Boolean);
const NOTES_PER_CASE = 120;
let home, window;
const cases = [];

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-hostile-"));
  window = await AppWindow.open({ data: path.join(home, "shop") });
  await steps.foundPast(window);
  await watch();
});

after(async () => {
  await window?.close();
  await rm(home, { recursive: true, force: true });
});

/** From now on everything that appears in the page is looked at, and whatever runs leaves a trace. */
const watch = () =>
  window.session.execute(() => {
    globalThis.__odd = [];
    for (const name of ["alert", "confirm", "prompt", "print", "open"]) globalThis[name] = () => void globalThis.__odd.push(`called ${name}`);
    const FORBIDDEN = new Set(["SCRIPT", "IFRAME", "OBJECT", "EMBED", "APPLET", "BASE", "META", "LINK", "FRAME", "FRAMESET", "MARQUEE", "MATH", "PORTAL", "XMP", "PLAINTEXT", "VIDEO", "AUDIO", "MAP", "AREA", "ISINDEX", "CUSTOM-ELEMENT", "X", "IMG", "TEMPLATE", "NOSCRIPT", "FONT", "B"]);
    const look = (element) => {
      const odd = FORBIDDEN.has(element.tagName.toUpperCase()) || [...element.attributes].some(({ name, value }) => name.toLowerCase().startsWith("on") || (/^(href|src|action|formaction|xlink:href|data)$/i.test(name) && !/^(#|blob:|\.?\/assets)/.test(value)));
      if (odd) globalThis.__odd.push(element.outerHTML.slice(0, 200));
    };
    new MutationObserver((changes) => {
      for (const { addedNodes, target, type } of changes) {
        if (type === "attributes") look(target);
        for (const node of addedNodes) if (node.nodeType === 1) [node, ...node.querySelectorAll("*")].forEach(look);
      }
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });

async function nothingRan(where) {
  const { pwned, odd } = await window.session.execute(() => ({ pwned: globalThis.__pwned ?? null, odd: globalThis.__odd }));
  assert.equal(pwned, null, `${where}: a script ran`);
  assert.deepEqual(odd, [], `${where}: something appeared that is not ours`);
}

/** Calls an operation for every input, in the page, in the order given. */
const callAll = (name, inputs) => window.session.executeAsync(async (name, inputs) => {
  const answers = [];
  for (const input of inputs) answers.push(await globalThis.__TAURI_INTERNALS__.invoke("call", { name, input }).then(({ id }) => ({ id }), (no) => ({ no: `${no?.code} ${no?.message}` })));
  return answers;
}, name, inputs);

async function put(kind, event, inputs) {
  const made = [];
  for (let at = 0; at < inputs.length; at += 100) made.push(...await callAll("records.do", inputs.slice(at, at + 100).map((input) => ({ kind, id: null, event, input, version: null }))));
  assert.deepEqual(made.filter(({ no }) => no !== undefined), [], kind);
  return made.map(({ id }) => id);
}

/** Everything that the cells of a list say, from its first row to its last, added to `seen`. */
async function readList(seen = new Set()) {
  await window.settled();
  await window.session.execute(() => document.querySelectorAll("main *").forEach((it) => it.scrollTop > 0 && it.scrollTo(0, 0)));
  await pause(150);
  for (let still = 0; still < 4; ) {
    const [cells, moved] = await window.session.execute(() => {
      const scroller = [...document.querySelectorAll("main, main *")].filter((it) => it.scrollHeight > it.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(it).overflowY)).sort((a, b) => b.scrollHeight - a.scrollHeight)[0];
      const before = scroller?.scrollTop ?? 0;
      scroller?.scrollBy(0, scroller.clientHeight * 0.6);
      return [[...document.querySelectorAll("td, [role=cell], [role=gridcell]")].map((cell) => cell.textContent), (scroller?.scrollTop ?? 0) > before];
    });
    cells.forEach((cell) => seen.add(cell));
    // The next page of the list is asked for at its end.
    const more = !moved && (await window.session.execute(() => {
      const button = [...document.querySelectorAll("main button")].find((button) => button.textContent === "更多");
      button?.click();
      return button !== undefined;
    }));
    still = moved || more ? 0 : still + 1;
    await pause(80);
  }
  return seen;
}

/** Reads the list until it has said everything; a busy machine paints some rows after they were scrolled past. */
async function allShown(expected, where) {
  const seen = new Set();
  let missing = expected;
  for (let pass = 0; pass < 5 && missing.length > 0; pass++) {
    const all = [...(await readList(seen))];
    missing = expected.filter((text) => !seen.has(text) && !all.some((cell) => cell.includes(text)));
  }
  assert.deepEqual(missing, [], `${where}: not shown as typed`);
}

test("the file that all tests of injection read is the one that is written down", async () => {
  assert.equal(await readFile(FILE, "utf8"), written());
  assert.ok(texts().length >= 500);
});

test("the watcher sees what it is there for", TIME, async () => {
  await window.session.execute(() => {
    const box = document.createElement("div");
    box.innerHTML = "<img src=x onerror='window.__pwned=1'><a href=javascript:1>x</a>";
    document.body.append(box);
    box.remove();
    globalThis.alert();
  });
  await pause(100);
  assert.equal((await window.session.execute(() => globalThis.__odd.splice(0))).length, 3);
});

test("lists show every text as it was typed", TIME, async () => {
  await put("goods", "list", LINES.map((title) => ({ title, product: "洗衣机", model: title })));
  await window.go("/records/goods");
  await allShown(LINES, "the list of goods");
  await nothingRan("the list of goods");
});

test("pages and timelines of cases show every text as it was typed", TIME, async () => {
  const few = LINES.filter((_, at) => at % 12 === 0);
  cases.push(...await put("quality_case", "register", few.map((goods_title, at) => ({ goods_title, claim: "quality", fault_text: PAGES[(at * 12 + 3) % PAGES.length] }))));
  for (let at = 0; at * NOTES_PER_CASE < PAGES.length; at++) {
    const words = PAGES.slice(at * NOTES_PER_CASE, (at + 1) * NOTES_PER_CASE);
    const made = await callAll("records.do", words.map((words) => ({ kind: "quality_case", id: cases[at], event: "note", input: { words }, version: null })));
    assert.deepEqual(made.filter(({ no }) => no !== undefined), []);
    await window.go(`/cases/${cases[at]}`);
    const masked = (text) => text.replace(/(?<!\d)1\d{10}(?!\d)/g, (number) => `${number.slice(0, 3)}****${number.slice(-4)}`);
    let missing = words;
    await window.until(`the timeline of case ${at}`, async () => {
      const shown = await window.session.execute(() => document.body.textContent);
      missing = words.filter((text) => !shown.includes(masked(text)));
      return missing.length === 0;
    }, 20_000).catch(() => assert.deepEqual(missing, [], `the timeline of case ${at}`));
    await nothingRan(`case ${at}`);
  }
});

test("the queue, the search and the palette show them too, and any of them is a search", TIME, async () => {
  await window.go("/cases?which=all");
  await readList();
  await nothingRan("the queue");
  for (const text of LINES.filter((_, at) => at % 15 === 0)) {
    await window.go(`/search?q=${encodeURIComponent(text)}`);
    await window.settled();
    assert.equal(await window.has("alert"), false, `the search for ${text}`);
  }
  await nothingRan("the search");
  await window.press(KEYS.control, "k");
  const box = await window.find("dialog");
  for (const text of ["<script>", "<img src=x onerror=window.__pwned=1>", "=1+1", "' OR 1=1 --", "NEAR(", "\"*"]) {
    const [input] = await window.all("textbox", null, { within: box });
    const field = input ?? (await window.all("combobox", null, { within: box }))[0];
    await window.typeInto(field, text);
    await pause(300);
    assert.equal(await window.has("alert"), false, `the palette for ${text}`);
  }
  await nothingRan("the palette");
});

// The fence around the page, tried from inside the page: nowhere to go, nothing to load, no command but the two; one window to a
// shop; and what was typed outlives the page and the app.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { appOn, gone, kill9 } from "./processes.mjs";
import * as steps from "./steps.mjs";
import { pause } from "./webdriver.mjs";
import { APP, AppWindow, CLI } from "./window.mjs";

const TIME = { timeout: 120_000 };
let home, data, recoveryFile, window, caseId;
/** A site that somebody would like the page to talk to, and who did. */
let site;
const visits = [];

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "shounuo-fence-"));
  data = path.join(home, "shop");
  site = createServer((request, answer) => {
    visits.push(request.url);
    answer.setHeader("access-control-allow-origin", "*").end("<script>1</script>");
  });
  await new Promise((listening) => site.listen(0, "127.0.0.1", listening));
  window = await AppWindow.open({ data });
  recoveryFile = await steps.keepCode(path.join(home, "code.txt"), await steps.foundPast(window));
  const input = { goods_title: "滚筒洗衣机", claim: "quality", fault_text: "脱水时异响" };
  caseId = (await window.call("records.do", { kind: "quality_case", id: null, event: "register", input, version: null })).id;
});

after(async () => {
  await window?.close();
  site?.close();
  await rm(home, { recursive: true, force: true });
});

/** Runs `attempt` in the page and makes sure that it is still the same page, alone, and that nobody was visited. */
async function stays(name, attempt, address) {
  await window.session.execute(() => void (globalThis.__stillHere = true));
  await window.session.execute(attempt, address).catch(() => undefined);
  await pause(120);
  const { here, frames } = await window.session.execute(() => ({ here: globalThis.__stillHere === true && location.protocol === "tauri:", frames: document.querySelectorAll("iframe, object, embed").length }));
  assert.ok(here, `${name}: the page went away`);
  assert.deepEqual(visits, [], `${name}: somebody was visited`);
  assert.equal((await window.session.get("window/handles")).length, 1, `${name}: another window`);
  if (frames > 0) await window.session.execute(() => document.querySelectorAll("iframe, object, embed").forEach((frame) => frame.remove()));
}

const inBody = (make) => `${make}; document.body.append(it); `;
const ATTEMPTS = {
  "a new window": "window.open(arguments[0])",
  "a blank window": "window.open('about:blank')",
  "a window of data": "window.open('data:text/html,<script>1</script>')",
  "going to a site": "location.href = arguments[0]",
  "going to data": "location.assign('data:text/html,x')",
  "going to a file": "location.href = 'file:///etc/passwd'",
  "going to a blob": "location.href = URL.createObjectURL(new Blob(['<script>1</script>'], { type: 'text/html' }))",
  "going to another page of the scheme": "location.href = 'tauri://evil.example/'",
  "replacing the page": "location.replace(arguments[0])",
  "a link": `${inBody("const it = document.createElement('a'); it.href = arguments[0]")}it.click()`,
  "a link to a new window": `${inBody("const it = document.createElement('a'); it.href = arguments[0]; it.target = '_blank'")}it.click()`,
  "a download": `${inBody("const it = document.createElement('a'); it.href = URL.createObjectURL(new Blob(['x'])); it.download = 'x.exe'")}it.click()`,
  "a form": `${inBody("const it = document.createElement('form'); it.action = arguments[0]; it.method = 'post'")}it.submit()`,
  "a form to a new window": `${inBody("const it = document.createElement('form'); it.action = arguments[0]; it.target = '_blank'")}it.submit()`,
  "a frame": inBody("const it = document.createElement('iframe'); it.src = arguments[0]"),
  "a frame with a page of its own": inBody("const it = document.createElement('iframe'); it.srcdoc = '<script>parent.__pwned = 1</script>'"),
  "a frame of javascript": inBody("const it = document.createElement('iframe'); it.src = 'javascript:parent.__pwned=1'"),
  "an object": inBody("const it = document.createElement('object'); it.data = arguments[0]"),
  "an embedded thing": inBody("const it = document.createElement('embed'); it.src = arguments[0]"),
  "a script from elsewhere": inBody("const it = document.createElement('script'); it.src = arguments[0]"),
  "a script written in": inBody("const it = document.createElement('script'); it.textContent = 'window.__pwned = 1'"),
  "a handler written in": "const box = document.createElement('div'); document.body.append(box); box.innerHTML = '<img src=x onerror=\"window.__pwned=1\">'",
  "a script of data": inBody("const it = document.createElement('script'); it.src = 'data:text/javascript,window.__pwned=1'"),
  "a module from elsewhere": "import(arguments[0]).catch(() => 0)",
  "a worker": "new Worker(URL.createObjectURL(new Blob(['fetch(1)'], { type: 'text/javascript' })))",
  "a fetch": "fetch(arguments[0]).catch(() => 0)",
  "an XMLHttpRequest": "const x = new XMLHttpRequest(); x.open('GET', arguments[0]); x.send()",
  "a beacon": "navigator.sendBeacon(arguments[0], 'x')",
  "an event source": "new EventSource(arguments[0])",
  "a web socket": "new WebSocket(arguments[0].replace('http', 'ws'))",
  "a picture from elsewhere": "new Image().src = arguments[0]",
  "a style from elsewhere": inBody("const it = document.createElement('link'); it.rel = 'stylesheet'; it.href = arguments[0]"),
  "a refresh": "const it = document.createElement('meta'); it.httpEquiv = 'refresh'; it.content = '0;url=' + arguments[0]; document.head.append(it)",
  "another base": "const it = document.createElement('base'); it.href = arguments[0]; document.head.append(it)",
  "a file dropped on the page": "const it = new DataTransfer(); it.setData('text/uri-list', 'file:///etc/passwd'); document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: it, bubbles: true, cancelable: true }))",
};

test("the page goes nowhere, opens nothing, loads nothing and talks to nobody", TIME, async () => {
  const address = `http://127.0.0.1:${site.address().port}/`;
  // The site is there for whoever may go to it: the test could fail.
  await fetch(`${address}control`);
  assert.deepEqual(visits.splice(0), ["/control"]);
  await window.session.execute(() => {
    globalThis.__refused = [];
    document.addEventListener("securitypolicyviolation", (event) => globalThis.__refused.push(event.effectiveDirective));
  });
  for (const [name, attempt] of Object.entries(ATTEMPTS)) await stays(name, attempt, address);
  const { refused, pwned } = await window.session.execute(() => ({ refused: [...new Set(globalThis.__refused)], pwned: globalThis.__pwned }));
  assert.equal(pwned, null, "no script ran");
  for (const directive of ["connect-src", "frame-src", "img-src", "script-src-elem", "script-src-attr", "form-action", "base-uri"]) assert.ok(refused.includes(directive), `${directive} refused something: ${refused}`);
});

test("words do not become programs, a style needs the mark of this start, and what all objects inherit stays", TIME, async () => {
  const found = await window.session.execute(() => {
    const fails = (run) => {
      try {
        return run() === undefined ? "did nothing" : "ran";
      } catch (no) {
        return no.name;
      }
    };
    const style = document.createElement("style");
    style.textContent = "body { --evil: 1 }";
    document.head.append(style);
    ({}).__proto__.evil = 1;
    return {
      style: getComputedStyle(document.body).getPropertyValue("--evil"),
      styled: [...document.querySelectorAll("style")].filter((style) => style.nonce !== "").length,
      frozen: Object.isFrozen(Object.prototype),
      inherited: fails(() => ({}).evil),
      global: typeof globalThis.__TAURI__,
    };
  });
  assert.deepEqual({ ...found, styled: found.styled > 0 }, { style: "", styled: true, frozen: true, inherited: "did nothing", global: "undefined" });
  // Asked by a script of the page itself: what WebDriver runs stands above the policy.
  const policy = await window.session.execute(() => document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content ?? "");
  assert.doesNotMatch(policy, /unsafe/);
});

const COMMANDS = [
  "plugin:shell|open", "plugin:shell|execute", "plugin:shell|spawn", "plugin:opener|open_url", "plugin:fs|read_file", "plugin:fs|read_text_file", "plugin:fs|write_file", "plugin:fs|remove", "plugin:fs|read_dir",
  "plugin:http|fetch", "plugin:sql|load", "plugin:process|exit", "plugin:process|restart", "plugin:updater|check", "plugin:clipboard-manager|read_text", "plugin:global-shortcut|register",
  "plugin:dialog|open", "plugin:dialog|save", "plugin:dialog|message", "plugin:window|create", "plugin:window|close", "plugin:window|set_title", "plugin:webview|create_webview", "plugin:webview|create_webview_window",
  "plugin:webview|internal_toggle_devtools", "plugin:webview|print", "plugin:webview|clear_all_browsing_data", "plugin:app|version", "plugin:app|app_hide", "plugin:path|resolve_directory", "plugin:path|resolve", "plugin:event|emit",
  "plugin:event|emit_to", "plugin:menu|new", "plugin:tray|new", "plugin:image|from_path", "plugin:resources|close", "save", "open", "eval", "__proto__", "constructor", "plugin:", "plugin:|", "plugin:shell|open\u0000", "call|upload",
];

test("no command but the two is there, and these answer no to what is no operation", TIME, async () => {
  const answers = await window.session.executeAsync(async (commands) => {
    const tried = commands.map((command) => globalThis.__TAURI_INTERNALS__.invoke(command, { path: "/etc/passwd", url: "https://evil.example/", options: {}, label: "x" }).then((value) => ({ value: String(value) }), (no) => ({ no: String(no?.code ?? no) })));
    return Promise.all(tried);
  }, COMMANDS);
  for (const [at, { no }] of answers.entries()) assert.match(no ?? "", /not allowed|not found|no such/i, `${COMMANDS[at]}: ${JSON.stringify(answers[at])}`);
  for (const name of ["shell.execute", "shell.", "records.drop", "__proto__", ""]) await assert.rejects(window.call(name), /unknown_operation|没有“/);
  assert.equal((await window.call("shop.status")).state, "open");
});

/** Starts the app once more on the same shop and gives how it ended and what it said. */
const startAgain = () => new Promise((ended) => execFile(APP, ["--data", data], { timeout: 20_000 }, (error, _, said) => ended({ code: error === null ? 0 : (error.code ?? error.signal), said })));

test("started again on the same shop, the app shows the window there is and ends; the command line keeps out", TIME, async () => {
  const begun = Date.now();
  const again = await Promise.all([startAgain(), startAgain(), startAgain()]);
  for (const { code, said } of again) {
    assert.equal(code, 0);
    assert.match(said, /已经打开/);
  }
  assert.ok(Date.now() - begun < 15_000, "they end at once");
  assert.equal((await window.call("session.who")).person.login, steps.OWNER.login, "the first goes on");
  const said = await new Promise((ended) => execFile(CLI, ["verify", "--data", data, "--recovery-file", recoveryFile], (error, _, stderr) => ended(`${error?.code} ${stderr}`)));
  assert.match(said, /^1 [\s\S]*in_use/, "never two writers");
});

const HALF = "消费者说周三下午在家，写到一半";

async function openCase() {
  await window.go(`/cases/${caseId}`);
  await window.find("textbox", "写备注");
}

test("the page's process dies: it is loaded again, nobody is signed out, and what was typed is there", TIME, async () => {
  await openCase();
  await window.fill("写备注", HALF);
  await window.until("the draft in the core", async () => (await window.call("drafts.load", { name: `quality_case/${caseId}/note` })).value !== null);
  const { pages } = await appOn(data);
  assert.ok(pages.length > 0);
  pages.forEach(kill9);
  // WebDriver loses its session with the page. The app does not end, and shows a page again.
  await pause(3_000);
  const after = await appOn(data);
  assert.ok(after.pages.length > 0 && !after.pages.includes(pages[0]), `a new page: ${JSON.stringify({ pages, after })}`);
  assert.match(window.log, /page died/);
  await window.close();
  await gone(data);
});

test("the app is killed in the middle of a word: started again, it offers what was typed", TIME, async () => {
  window = await steps.reopen({ data, recoveryFile });
  await openCase();
  await window.sees("上次没有保存的备注");
  await window.fill("写备注", `${HALF}，又写了一些`);
  await window.until("the draft in the core", async () => (await window.call("drafts.load", { name: `quality_case/${caseId}/note` })).value?.endsWith("又写了一些"));
  kill9((await appOn(data)).app);
  await window.close();
  await gone(data);
  window = await steps.reopen({ data, recoveryFile });
  await openCase();
  await window.sees("上次没有保存的备注");
  const shown = await window.session.execute((it) => it.value, await window.find("textbox", "写备注"));
  assert.equal(shown, `${HALF}，又写了一些`);
});

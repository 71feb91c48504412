// The real window as a person has it in front of them: tauri-driver starts the app, WebDriver reads and uses it.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { locate } from "./locate.mjs";
import { KEYS, pause, ready, Session, WebDriverError } from "./webdriver.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const OUT = path.join(ROOT, "out");
export const APP = process.env.SHOUNUO_APP ?? path.join(ROOT, "target/debug/shounuo-app");
/** The command line built beside the app. */
export const CLI = process.env.SHOUNUO_CLI ?? path.join(ROOT, "target/debug/shounuo");
const PATIENCE = 40_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class AppWindow {
  /** The WebDriver session, for what has no word here. */
  session;
  #driver;
  #log = [];

  /** Starts the app on the folder `data` with further arguments, and waits for its first screen. */
  static async open({ data, args = [], env = {} }) {
    const window = new AppWindow();
    const [port, nativePort] = [await freePort(), await freePort()];
    // A group of its own: stopping it stops the native driver and the app with it.
    window.#driver = spawn("tauri-driver", ["--port", String(port), "--native-port", String(nativePort)], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    process.once("exit", () => window.#kill());
    for (const stream of [window.#driver.stdout, window.#driver.stderr]) stream.on("data", (chunk) => window.#log.push(chunk)).unref();
    // A window that a failed test left open keeps nobody waiting: the process ends, and with it the window.
    window.#driver.unref();
    const failed = new Promise((_, reject) => window.#driver.on("error", (error) => reject(new Error(`tauri-driver does not start: ${error.message}`))));
    try {
      await Promise.race([ready(`http://127.0.0.1:${port}`), failed]);
      await Promise.race([ready(`http://127.0.0.1:${nativePort}`), failed]);
      window.session = await Session.start(`http://127.0.0.1:${port}`, { "tauri:options": { application: APP, args: ["--data", data, ...args] } });
      await window.until("the first screen", () => window.session.execute(() => (document.getElementById("root")?.childElementCount ?? 0) > 0));
      return window;
    } catch (error) {
      window.#kill();
      throw new Error(`${error.message}\n${window.log}`, { cause: error });
    }
  }

  get log() {
    return Buffer.concat(this.#log).toString();
  }

  async close() {
    await this.session.end().catch(() => undefined);
    this.#kill();
    await pause(300);
  }

  #kill() {
    try {
      process.kill(-this.#driver.pid);
    } catch {
      // It is gone already.
    }
  }

  /** Asks `look` until it gives something true. On failure leaves a picture and the page in out/e2e/failures. */
  async until(what, look, ms = PATIENCE) {
    const end = Date.now() + ms;
    let last;
    for (;;) {
      try {
        const found = await look();
        if (found) return found;
      } catch (error) {
        // The page may change between finding and using: that is asked again. A lost session is not.
        if (error instanceof WebDriverError && error.error === "invalid session id") throw error;
        last = error;
      }
      if (Date.now() > end) throw await this.#failure(what, ms, last);
      await pause(100);
    }
  }

  async #failure(what, ms, last) {
    const folder = path.join(OUT, "e2e/failures");
    const name = path.join(folder, what.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80));
    await mkdir(folder, { recursive: true });
    await this.session.screenshot().then((png) => writeFile(`${name}.png`, png)).catch(() => undefined);
    await this.session.source().then((html) => writeFile(`${name}.html`, html)).catch(() => undefined);
    const shown = await this.text().catch(() => "");
    return new Error(`not seen within ${ms} ms: ${what}\npicture: ${name}.png\n${last ? `last error: ${last.message}\n` : ""}on the screen:\n${shown.slice(0, 2000)}`);
  }

  /** Everything that can be read on the screen. */
  text = () => this.session.execute(() => document.body.innerText);

  all = (role, name = null, { exact = true, within } = {}) => this.session.execute(`return (${locate}).apply(null, arguments)`, role, name, exact, within ?? null);
  has = async (role, name, options) => (await this.all(role, name, options)).length > 0;

  /** The first element of `role` named `name`; waits for it. */
  find = (role, name = null, options = {}) => this.until(`${role} ${name ?? ""}`, async () => (await this.all(role, name, options))[0], options.ms);

  /** Waits until the words are on the screen. */
  sees = (words, ms) => this.until(words, async () => plain(await this.text()).includes(plain(words)), ms);
  async seesNot(words, ms) {
    await this.until(`no more ${words}`, async () => !plain(await this.text()).includes(plain(words)), ms);
  }

  /** Clicks, again and again until the page lets it (an overlay may be fading out). */
  click = (role, name, options = {}) =>
    this.until(`to click ${role} ${name ?? ""}`, async () => {
      const [element] = await this.all(role, name, options);
      if (element === undefined) return false;
      if (await this.session.execute((it) => it.disabled || it.getAttribute("aria-disabled") === "true", element)) return false;
      await this.session.execute((it) => it.scrollIntoView({ block: "center", inline: "nearest" }), element);
      await this.session.click(element);
      return true;
    }, options.ms);

  /** Types into a field after emptying it. */
  async fill(name, text, { role = "textbox", ...options } = {}) {
    const field = await this.find(role, name, options);
    await this.session.execute((it) => it.scrollIntoView({ block: "center" }), field);
    await this.typeInto(field, text);
  }

  /** Types a date and leaves the field, upon which the calendar takes it. */
  async fillDate(name, day) {
    await this.fill(name, day);
    await this.press(KEYS.tab);
    const shown = await this.session.execute((it) => it.value, await this.find("textbox", name));
    if (shown !== day) throw new Error(`typed ${day} into ${name}, the field shows “${shown}”`);
  }

  async typeInto(field, text) {
    await this.session.click(field);
    await this.session.execute((it) => it.select?.(), field);
    if (await this.session.execute((it) => (it.value ?? "") !== "", field)) await this.session.type(field, KEYS.backspace);
    await this.session.type(field, text);
    const typed = await this.session.execute((it) => it.value ?? it.textContent, field);
    if (!typed.includes(text)) throw new Error(`typed “${text}”, the field shows “${typed}”`);
  }

  /** Chooses an option of a drop-down. */
  async choose(name, option, options = {}) {
    const box = await this.find("combobox", name, options);
    // Ant Design opens on its frame, the input inside it may be one pixel wide.
    await this.session.execute((it) => (it.closest(".ant-select") ?? it).scrollIntoView({ block: "center" }), box);
    await this.session.execute((it) => (it.closest(".ant-select-selector") ?? it.closest(".ant-select") ?? it).dispatchEvent(new MouseEvent("mousedown", { bubbles: true, button: 0 })), box);
    await this.click("option", option);
  }

  /** Gives files to a file input, as the system's file dialog would. */
  async upload(file, name = null) {
    const input = await this.find("file", name);
    await this.session.type(input, path.resolve(ROOT, file));
  }

  /** Calls an operation past the screens, through the one command of the window. Throws the refusal. */
  call = (name, input = {}) => this.session.executeAsync((name, input) => window.__TAURI_INTERNALS__.invoke("call", { name, input }), name, input);

  /** Loads the page anew, as a person would not, but a crash does. */
  async reload() {
    await this.session.execute(() => void setTimeout(() => location.reload(), 0)).catch(() => undefined);
    await pause(500);
    await this.until("the page loaded anew", () => this.session.execute(() => document.readyState === "complete" && (document.getElementById("root")?.childElementCount ?? 0) > 0));
  }

  press = (...keys) => this.session.press(...keys);
  go = (route) => this.session.execute((hash) => void (location.hash = hash), route);

  /** Sets the size of the page itself, whatever the frame around it. */
  async resize(width, height) {
    await this.session.resize(width, height);
    await this.until(`a window of ${width}×${height}`, () => this.session.execute((w, h) => Math.abs(innerWidth - w) <= 2 && Math.abs(innerHeight - h) <= 2, width, height));
  }

  /** Waits until the page has stood still for a moment: nothing loading, nothing moving. */
  async settled() {
    let before = "";
    await this.until("a page that stands still", async () => {
      const now = await this.session.execute(() => `${location.hash} ${document.body.innerText.length} ${document.querySelectorAll("[aria-busy=true], .ant-spin-spinning").length > 0}`);
      const still = now === before && now.endsWith("false");
      before = now;
      await pause(150);
      return still;
    });
  }

  async picture(file) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await this.session.screenshot());
  }
}

const plain = (text) => text.replace(/\s+/g, "");

// A W3C WebDriver session over fetch: https://www.w3.org/TR/webdriver2/. Nothing here knows of our window.

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export class WebDriverError extends Error {
  constructor(error, message) {
    super(`${error}: ${message}`);
    this.error = error;
  }
}

async function send(url, method, body) {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(120_000) });
  const { value } = await answer.json();
  if (!answer.ok) throw new WebDriverError(value?.error ?? String(answer.status), value?.message ?? "");
  return value;
}

/** Waits until a driver listens at `url`. */
export async function ready(url, ms = 20_000) {
  const end = Date.now() + ms;
  for (;;) {
    const listening = await fetch(`${url}/status`).then((answer) => answer.ok, () => false);
    if (listening) return;
    if (Date.now() > end) throw new Error(`no driver answered at ${url} within ${ms} ms`);
    await pause(100);
  }
}

export const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

export class Session {
  #base;

  constructor(base) {
    this.#base = base;
  }

  static async start(url, capabilities) {
    const value = await send(`${url}/session`, "POST", { capabilities: { alwaysMatch: capabilities } });
    const session = new Session(`${url}/session/${value.sessionId}`);
    await session.post("timeouts", { script: 60_000, pageLoad: 60_000, implicit: 0 });
    return session;
  }

  get = (path) => send(`${this.#base}/${path}`, "GET");
  post = (path, body = {}) => send(`${this.#base}/${path}`, "POST", body);
  end = () => send(this.#base, "DELETE");

  /** Runs `script` (a function or its text) in the page. Elements come back as references. */
  execute = (script, ...args) => this.post("execute/sync", { script: functionBody(script), args: args.map(toWire) }).then(fromWire);

  /** Runs an async function in the page and gives what it resolves to; what it throws is thrown here. */
  async executeAsync(script, ...args) {
    const body = `const done = arguments[arguments.length - 1];
      const args = Array.prototype.slice.call(arguments, 0, -1);
      Promise.resolve().then(() => (${script})(...args)).then((value) => done({ value }), (error) => done({ error: error?.message ?? error }));`;
    const { value, error } = await this.post("execute/async", { script: body, args });
    if (error !== undefined) throw Object.assign(new Error(typeof error === "string" ? error : JSON.stringify(error)), { cause: error });
    return value;
  }

  click = (element) => this.post(`element/${element.id}/click`);
  clear = (element) => this.post(`element/${element.id}/clear`);
  type = (element, text) => this.post(`element/${element.id}/value`, { text });
  text = (element) => this.get(`element/${element.id}/text`);
  screenshot = async () => Buffer.from(await this.get("screenshot"), "base64");
  source = () => this.get("source");

  /** Presses keys one after another, holding the modifiers among them until the end, e.g. `press(KEYS.control, "k")`. */
  async press(...keys) {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.post("actions", { actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }] });
  }

  resize = (width, height) => this.post("window/rect", { x: 0, y: 0, width, height });
}

export const KEYS = { enter: "\uE007", escape: "\uE00C", tab: "\uE004", control: "\uE009", shift: "\uE008", down: "\uE015", up: "\uE013", backspace: "\uE003", end: "\uE010", home: "\uE011" };

const functionBody = (script) => (typeof script === "function" ? `return (${script}).apply(null, arguments)` : script);
const toWire = (value) => (value?.id !== undefined && value instanceof Element ? { [ELEMENT]: value.id } : value);

class Element {
  constructor(id) {
    this.id = id;
  }
}

function fromWire(value) {
  if (Array.isArray(value)) return value.map(fromWire);
  return value !== null && typeof value === "object" && ELEMENT in value ? new Element(value[ELEMENT]) : value;
}

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BURST_GAP_MS, KeyMap, showChord, type KeyBinding } from ".";

const map = new KeyMap();
const run = vi.fn();
const bind = (chord: string, more: Partial<KeyBinding> = {}): KeyBinding => ({ chord, label: chord, group: "单据", run: () => run(chord), ...more });

let time = 0;
interface Press extends KeyboardEventInit { on?: Element; gap?: number }

/** Presses a key `gap` ms after the former one, then lets the scanner gap pass unless the gap is short. */
function press(key: string, { on = document.body, gap = 200, ...init }: Press = {}) {
  time += gap;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, "timeStamp", { value: time });
  vi.advanceTimersByTime(gap);
  on.dispatchEvent(event);
  return event;
}
const settle = () => vi.advanceTimersByTime(BURST_GAP_MS + 1);

let off: (() => void)[] = [];
const use = (level: Parameters<KeyMap["add"]>[0], ...bindings: KeyBinding[]) => off.push(map.add(level, bindings));

beforeEach(() => {
  vi.useFakeTimers();
  run.mockReset();
  window.addEventListener("keydown", map.handle);
});
afterEach(() => {
  window.removeEventListener("keydown", map.handle);
  map.cancel();
  for (const remove of off) remove();
  off = [];
  document.body.replaceChildren();
  vi.useRealTimers();
});

function field(html: string): Element {
  document.body.innerHTML = html;
  const at = document.body.querySelector("[data-at]");
  if (at === null) throw new Error("no target");
  return at;
}

describe("chords", () => {
  it.each([
    ["a", { key: "a" }],
    ["a", { key: "A" }],
    ["Shift+X", { key: "X", shiftKey: true }],
    ["?", { key: "?", shiftKey: true }],
    ["Ctrl+Enter", { key: "Enter", ctrlKey: true }],
    ["Ctrl+K", { key: "k", metaKey: true }],
    ["F2", { key: "F2" }],
  ])("%s fires", (chord, { key, ...init }) => {
    use("screen", bind(chord));
    press(key, init);
    settle();
    expect(run).toHaveBeenCalledExactlyOnceWith(chord);
  });

  it("does not take a letter with Ctrl for the letter", () => {
    use("screen", bind("a"));
    const event = press("a", { ctrlKey: true });
    settle();
    expect(run).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(false);
  });

  it.each([["Ctrl+K", "Ctrl+K"], ["g q", "G 然后 Q"], ["Shift+x", "Shift+X"], ["?", "?"]])("%s is shown as %s", (chord, shown) =>
    expect(showChord(chord)).toBe(shown));
});

describe("an input method", () => {
  it.each([
    ["isComposing", "n", { isComposing: true }],
    ["keyCode 229", "n", { keyCode: 229 }],
    ["Process", "Process", {}],
    ["Enter that ends a composition", "Enter", { keyCode: 229 }],
    ["Ctrl+K while composing", "k", { ctrlKey: true, isComposing: true }],
  ])("is never disturbed: %s", (_, key, init) => {
    use("screen", bind("n"), bind("Enter"), bind("Ctrl+K"), bind("Process"));
    expect(press(key, init).defaultPrevented).toBe(false);
    settle();
    expect(run).not.toHaveBeenCalled();
  });
});

describe("text fields", () => {
  it.each([
    ["input", "<input data-at>"],
    ["textarea", "<textarea data-at></textarea>"],
    ["editable", '<div contenteditable="true"><b data-at>x</b></div>'],
    ["combobox", '<div role="combobox" data-at tabindex="0"></div>'],
  ])("%s: letters stay letters, Ctrl and function keys act", (_, html) => {
    use("screen", bind("s"), bind("?"), bind("Enter"), bind("F2"), bind("Ctrl+Enter"));
    const on = field(html);
    for (const key of ["s", "?", "Enter"]) expect(press(key, { on }).defaultPrevented).toBe(false);
    settle();
    expect(run).not.toHaveBeenCalled();
    press("F2", { on });
    press("Enter", { on, ctrlKey: true });
    expect(run.mock.calls).toEqual([["F2"], ["Ctrl+Enter"]]);
  });

  it("a checkbox is no text field", () => {
    use("screen", bind("s"));
    press("s", { on: field('<input type="checkbox" data-at>') });
    settle();
    expect(run).toHaveBeenCalledOnce();
  });

  it("Enter on a button is the button's", () => {
    use("screen", bind("Enter"));
    press("Enter", { on: field("<button data-at>好</button>") });
    expect(run).not.toHaveBeenCalled();
  });
});

describe("sequences", () => {
  beforeEach(() => use("app", bind("g q"), bind("g b")));

  it("G then a letter", () => {
    press("g");
    press("b");
    settle();
    expect(run).toHaveBeenCalledExactlyOnceWith("g b");
  });

  it("is forgotten after a while, or by a foreign letter", () => {
    press("g");
    press("q", { gap: 2000 });
    press("g");
    press("z");
    press("q");
    settle();
    expect(run).not.toHaveBeenCalled();
  });
});

describe("layers", () => {
  it("the nearest wins, whatever the order of adding, and one per chord is on the sheet", () => {
    use("part", bind("n", { label: "near" }));
    use("app", bind("n", { label: "far" }), bind("F2"));
    expect(map.active().map((binding) => binding.label)).toEqual(["near", "F2"]);
  });

  it("inside a dialog the page behind is asleep", () => {
    use("screen", bind("s"), bind("Ctrl+Enter"));
    use("dialog", bind("y"));
    const on = field('<div role="dialog"><p data-at tabindex="0"></p></div>');
    press("s", { on });
    press("Enter", { on, ctrlKey: true });
    press("y", { on });
    settle();
    expect(run.mock.calls).toEqual([["y"]]);
  });

  it("a disabled key does nothing, and is not handed on", () => {
    use("app", bind("p"));
    use("screen", bind("p", { disabledReason: "还没有判定" }));
    press("p");
    settle();
    expect(run).not.toHaveBeenCalled();
  });
});

describe("holding a key", () => {
  it("repeats only where that is meant", () => {
    use("screen", bind("j", { repeats: true }), bind("a"));
    press("j");
    press("j", { gap: 30, repeat: true });
    press("j", { gap: 30, repeat: true });
    press("a");
    press("a", { gap: 30, repeat: true });
    settle();
    expect(run.mock.calls.flat().filter((key) => key === "j").length).toBe(3);
    expect(run.mock.calls.flat().filter((key) => key === "a").length).toBe(1);
  });
});

describe("a scanner burst", () => {
  it("fires no letter and no Enter", () => {
    use("screen", bind("s"), bind("h"), bind("Enter"), bind("g q"));
    press("S", { shiftKey: true });
    for (const key of ["H", "-", "3", "F", "s", "Enter"]) press(key, { gap: 5 });
    settle();
    expect(run).not.toHaveBeenCalled();
  });

  it("ends: the next key acts again", () => {
    use("screen", bind("s"));
    for (const key of ["1", "2", "s"]) press(key, { gap: 5 });
    press("s");
    settle();
    expect(run).toHaveBeenCalledOnce();
  });
});

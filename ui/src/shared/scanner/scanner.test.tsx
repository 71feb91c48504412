import { act, render, renderHook, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useScanner, type ScannerOptions } from ".";
import { BurstDetector, type ScanKey } from "./burst";
import { signOfCode } from "./scanSign";

const onCode = vi.fn();
beforeEach(() => void onCode.mockReset());

let time = 10_000;
beforeEach(() => (time += 10_000));

const codeOf = (sign: string) =>
  /[a-z]/i.test(sign) ? `Key${sign.toUpperCase()}` : /\d/.test(sign) ? `Digit${sign}` : sign === "-" ? "Minus" : sign === "\n" ? "Enter" : "Tab";

/** Types signs as the browser would: the key event first, then, unless prevented, the sign in the field. */
function type(text: string, gap: number, { on = document.body, ime = false }: { on?: Element; ime?: boolean } = {}): KeyboardEvent[] {
  return [...text].map((sign) => {
    time += gap;
    const end = sign === "\n" || sign === "\t";
    const key = ime ? "Process" : end ? codeOf(sign) : sign;
    const event = new KeyboardEvent("keydown", { key, code: codeOf(sign), shiftKey: /[A-Z]/.test(sign), bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: time });
    act(() => {
      on.dispatchEvent(event);
      if (!event.defaultPrevented && on instanceof HTMLInputElement && !end) append(on, sign);
    });
    return event;
  });
}

function append(field: HTMLInputElement, sign: string) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, field.value + sign);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const listen = (options?: ScannerOptions) => renderHook(() => useScanner(onCode, options));

describe("a burst", () => {
  it.each([
    ["Enter at the end", "SH-3F-00123\n"],
    ["Tab at the end", "6901234567892\t"],
    ["repeated zeros", "0000001\n"],
  ])("%s", (_, text) => {
    listen();
    const events = type(text, 4);
    expect(onCode).toHaveBeenCalledExactlyOnceWith(text.trim());
    expect(events.at(-1)?.defaultPrevented).toBe(true);
  });

  it("is read from key codes while an input method is on", () => {
    listen();
    type("SH-3F-00123\n", 8, { ime: true });
    expect(onCode).toHaveBeenCalledExactlyOnceWith("SH-3F-00123");
  });

  it("keeps its prefix to itself, and leaves foreign codes alone", () => {
    listen({ prefix: "-" });
    type("-ABCD1\n", 4);
    expect(onCode).toHaveBeenCalledExactlyOnceWith("ABCD1");
    const events = type("ABCD1\n", 4);
    expect(events.at(-1)?.defaultPrevented).toBe(false);
    expect(onCode).toHaveBeenCalledOnce();
  });

  it("two scans in a row are two codes", () => {
    listen();
    type("AAAA\n", 4);
    time += 300;
    type("BBBB\n", 4);
    expect(onCode.mock.calls).toEqual([["AAAA"], ["BBBB"]]);
  });
});

describe("no scan", () => {
  it.each([
    ["a fast typist", "shounuo\n", 60],
    ["a slow one", "12345678\n", 180],
    ["too short", "12\n", 4],
  ])("%s", (_, text, gap) => {
    listen();
    const events = type(text, gap);
    expect(onCode).not.toHaveBeenCalled();
    expect(events.every((event) => !event.defaultPrevented)).toBe(true);
  });

  it("a burst whose Enter a person presses later", () => {
    listen();
    type("12345678", 4);
    time += 500;
    expect(type("\n", 0)[0]?.defaultPrevented).toBe(false);
    expect(onCode).not.toHaveBeenCalled();
  });

  it("switched off", () => {
    listen({ enabled: false });
    type("12345678\n", 4);
    expect(onCode).not.toHaveBeenCalled();
  });

  it("a held key", () => {
    const detector = new BurstDetector();
    const held: ScanKey = { key: "0", code: "Digit0", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: true, timeStamp: 0 };
    for (let at = 0; at < 9; at++) detector.read({ ...held, timeStamp: at * 30 });
    expect(detector.read({ ...held, key: "Enter", code: "Enter", repeat: false, timeStamp: 270 })).toEqual({ kind: "none" });
  });
});

function Note() {
  const [text, setText] = useState("已联系");
  useScanner(onCode);
  return <input aria-label="备注" value={text} onChange={(event) => setText(event.target.value)} />;
}

it("leaves a field as it was before the scan", () => {
  render(<Note />);
  type("SH-3F-00123\n", 4, { on: screen.getByLabelText("备注") });
  expect(onCode).toHaveBeenCalledExactlyOnceWith("SH-3F-00123");
  expect(screen.getByLabelText("备注")).toHaveValue("已联系");
});

it("typing in a field stays", () => {
  render(<Note />);
  type("abcd", 90, { on: screen.getByLabelText("备注") });
  expect(screen.getByLabelText("备注")).toHaveValue("已联系abcd");
});

it.each([["KeyA", false, "a"], ["KeyA", true, "A"], ["Digit2", true, "@"], ["Numpad7", false, "7"], ["Minus", false, "-"], ["Minus", true, "_"], ["F2", false, null]])(
  "%s shift %s is %s", (code, shift, sign) => expect(signOfCode(code, shift)).toBe(sign));

afterEach(() => vi.restoreAllMocks());

import { useEffect, useLayoutEffect, useRef } from "react";
import { BurstDetector } from "./burst";
import { restoreText, takeText, type TextBefore } from "./textBefore";

export interface ScannerOptions {
  /** Signs the scanner is set to send first; a scan without them is not ours. */
  prefix?: string;
  enabled?: boolean;
}

/**
 * Hears the scanner on the whole window, below the text widget: wherever the focus is, with an input method on or off.
 * What the burst typed into a field is taken out again, its Enter or Tab never arrives, and `onCode` gets the code.
 */
export function useScanner(onCode: (code: string) => void, { prefix = "", enabled = true }: ScannerOptions = {}): void {
  const latest = useRef(onCode);
  useLayoutEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    if (!enabled) return;
    const listener = listenForScans(prefix, (code) => latest.current(code));
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, [enabled, prefix]);
}

function listenForScans(prefix: string, onCode: (code: string) => void): (event: KeyboardEvent) => void {
  const detector = new BurstDetector();
  let before: TextBefore | null = null;
  return (event) => {
    const verdict = detector.read(event);
    if (verdict.kind === "sign") {
      if (verdict.first) before = takeText(event.target);
      // Surely a scan: keep it from the keys of the screen. In a field the signs are let through and taken out at the end,
      // so that nothing a person typed can be lost should no end follow.
      if (verdict.burst && before === null) swallow(event);
      return;
    }
    if (verdict.kind === "none" || !verdict.code.startsWith(prefix)) return;
    swallow(event);
    restoreText(before);
    onCode(verdict.code.slice(prefix.length));
  };
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

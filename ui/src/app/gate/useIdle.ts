import { useEffect, useRef } from "react";

const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;
const LOOK_MS = 5_000;
/** The core counts idle time by calls: who reads or types without one is told to it this often. */
const TELL_MS = 60_000;

export interface IdleOptions {
  minutes: number;
  active: boolean;
  onIdle: () => void;
  onAlive: () => void;
}

/** Watches keys and pointer. Compares clock times, so that a computer that slept counts as idle. */
export function useIdle({ minutes, active, onIdle, onAlive }: IdleOptions): void {
  const latest = useRef({ onIdle, onAlive });
  useEffect(() => {
    latest.current = { onIdle, onAlive };
  });
  useEffect(() => {
    if (!active) return;
    let seen = Date.now();
    let told = seen;
    const alive = () => {
      // Back after too long: the look below has not come yet, and this sign must not hide that.
      if (Date.now() - seen < minutes * 60_000) seen = Date.now();
    };
    const look = () => {
      const now = Date.now();
      if (now - seen >= minutes * 60_000) return latest.current.onIdle();
      if (seen <= told || now - told < TELL_MS) return;
      told = now;
      latest.current.onAlive();
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { capture: true, passive: true });
    const timer = setInterval(look, LOOK_MS);
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive, { capture: true });
      clearInterval(timer);
    };
  }, [active, minutes]);
}

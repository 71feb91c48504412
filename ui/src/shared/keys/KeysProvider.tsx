import { createContext, use, useEffect, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from "react";
import { KeyMap, type KeyBinding, type KeyLevel } from "./keyMap";

const KeyMapContext = createContext<KeyMap>(new KeyMap());

/** Listens to the keyboard for everything inside. One per window. */
export function KeysProvider({ children, map }: { children: ReactNode; map: KeyMap }) {
  useEffect(() => {
    window.addEventListener("keydown", map.handle);
    return () => {
      window.removeEventListener("keydown", map.handle);
      map.cancel();
    };
  }, [map]);
  return <KeyMapContext value={map}>{children}</KeyMapContext>;
}

/**
 * Declares the keys of a screen or part while it is shown. The list may be new on every render: the map is told only when what
 * the sheet shows has changed, and always runs the newest function.
 */
export function useKeys(bindings: readonly KeyBinding[], level: KeyLevel = "screen"): void {
  const map = use(KeyMapContext);
  const latest = useRef(bindings);
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  const shown = JSON.stringify(bindings.map(({ chord, label, group, disabledReason, repeats }) => [chord, label, group, disabledReason, repeats]));
  useEffect(
    () => map.add(level, latest.current.map((binding, at) => ({ ...binding, run: () => latest.current[at]?.run() }))),
    [map, level, shown],
  );
}

/** What is active now, nearest first. */
export function useActiveKeys(): readonly KeyBinding[] {
  const map = use(KeyMapContext);
  return useSyncExternalStore(map.subscribe, map.active);
}

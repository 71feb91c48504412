import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useDraftStore } from "./drafts";

const PAUSE_MS = 500;

/**
 * A value that survives: loaded from the draft store once, saved a moment after each change, on leaving a field or the window, and
 * when the screen closes.
 * Without a key it is plain state. `restored` says that what is shown was typed earlier.
 */
export function useDraft<T>(key: string | undefined, initial: T, read: (stored: unknown) => T | null) {
  const store = useDraftStore();
  const [value, setValue] = useState(initial);
  const [restored, setRestored] = useState(false);
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; value: T } | null>(null);
  const touched = useRef(false);
  const latestRead = useRef(read);
  useLayoutEffect(() => {
    latestRead.current = read;
  });

  useEffect(() => {
    if (key === undefined) return;
    let stale = false;
    touched.current = false;
    void store.load(key).then((stored) => {
      const draft = stored === undefined || stored === null ? null : latestRead.current(stored);
      // Who has begun to type is not overwritten by what arrives late.
      if (stale || touched.current || draft === null) return;
      setValue(draft);
      setRestored(true);
    }, () => undefined);
    const saveNow = () => {
      const last = pending.current;
      pending.current = null;
      if (last === null) return;
      clearTimeout(last.timer);
      void store.save(key, last.value).catch(() => undefined);
    };
    document.addEventListener("focusout", saveNow);
    window.addEventListener("blur", saveNow);
    window.addEventListener("pagehide", saveNow);
    return () => {
      stale = true;
      document.removeEventListener("focusout", saveNow);
      window.removeEventListener("blur", saveNow);
      window.removeEventListener("pagehide", saveNow);
      saveNow();
    };
  }, [key, store]);

  const change = useCallback(
    (next: T) => {
      touched.current = true;
      setValue(next);
      if (key === undefined) return;
      if (pending.current !== null) clearTimeout(pending.current.timer);
      const save = () => {
        pending.current = null;
        void store.save(key, next).catch(() => undefined);
      };
      pending.current = { timer: setTimeout(save, PAUSE_MS), value: next };
    },
    [key, store],
  );

  /** Forgets the draft, and shows `next`. Called after the commit, or when the person throws it away. */
  const clear = useCallback(
    (next: T) => {
      if (pending.current !== null) clearTimeout(pending.current.timer);
      pending.current = null;
      setValue(next);
      setRestored(false);
      if (key !== undefined) void store.clear(key).catch(() => undefined);
    },
    [key, store],
  );
  return { value, change, clear, restored };
}

import { DEFAULT_PREFERENCES, readPreferences, type Preferences } from "./preferences";

export interface PreferencesStore {
  get: () => Preferences;
  subscribe: (changed: () => void) => () => void;
  /** Changes some of them, at once on the screen, then in the store behind. */
  set: (change: Partial<Preferences>) => void;
}

/** A store over wherever preferences are kept: `initial` as read at the start, `save` called with the whole after each change. */
export function createPreferencesStore(initial: unknown, save: (preferences: Preferences) => void): PreferencesStore {
  let current = readPreferences(initial);
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    set: (change) => {
      current = readPreferences({ ...current, ...change });
      save(current);
      for (const listener of listeners) listener();
    },
  };
}

const STORAGE_KEY = "preferences";

/** Preferences kept by the web view itself: for the time before the shop is open, and outside the window. */
export function localPreferencesStore(): PreferencesStore {
  return createPreferencesStore(readLocal(), (preferences) => {
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
    } catch {
      // A full or forbidden store costs the memory of a setting, not the setting.
    }
  });
}

function readLocal(): unknown {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

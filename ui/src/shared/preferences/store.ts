import { DEFAULT_PREFERENCES, readPreferences, type Preferences } from "./preferences";

export interface PreferencesStore {
  get: () => Preferences;
  subscribe: (changed: () => void) => () => void;
  /** Changes some of them, at once on the screen, then in the store behind. */
  set: (change: Partial<Preferences>) => void;
  /** Takes what is stored elsewhere, without saving it again. */
  adopt: (stored: unknown) => void;
}

/** A store over wherever preferences are kept: `initial` as read at the start, `save` called with the whole after each change. */
export function createPreferencesStore(initial: unknown, save: (preferences: Preferences) => void): PreferencesStore {
  let current = readPreferences(initial);
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    set: (change) => {
      current = readPreferences({ ...current, ...change });
      save(current);
      tell();
    },
    adopt: (stored) => {
      current = readPreferences(stored);
      tell();
    },
  };
}

const STORAGE_KEY = "preferences";

/**
 * Preferences kept by the web view itself: for the time before the shop is open, and outside the window. `alsoTo` hears of each
 * change, to keep it in the shop's file.
 */
export function localPreferencesStore(alsoTo: (preferences: Preferences) => void = () => undefined): PreferencesStore {
  return createPreferencesStore(readLocal(), (preferences) => {
    keepLocal(preferences);
    alsoTo(preferences);
  });
}

/** Remembers the look for the next start, before any shop is open. */
export function keepLocal(preferences: Preferences): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  } catch {
    // A full or forbidden store costs the memory of a setting, not the setting.
  }
}

function readLocal(): unknown {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
  } catch {
    return DEFAULT_PREFERENCES;
  }
}

import { createContext, use, useSyncExternalStore, type ReactNode } from "react";
import { DEFAULT_PREFERENCES, type Preferences } from "./preferences";
import { createPreferencesStore, type PreferencesStore } from "./store";

const StoreContext = createContext<PreferencesStore>(createPreferencesStore(DEFAULT_PREFERENCES, () => undefined));

export function PreferencesProvider({ store, children }: { store: PreferencesStore; children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

export function usePreferences(): Preferences {
  const store = use(StoreContext);
  return useSyncExternalStore(store.subscribe, store.get);
}

/** The way to change them. */
export function useSetPreferences(): (change: Partial<Preferences>) => void {
  return use(StoreContext).set;
}

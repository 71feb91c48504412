export { PreferencesProvider, usePreferences, useSetPreferences } from "./PreferencesProvider";
export { createPreferencesStore, keepLocal, localPreferencesStore, type PreferencesStore } from "./store";
export {
  DEFAULT_PREFERENCES,
  LARGEST_SIZE,
  SMALLEST_SIZE,
  grown,
  readPreferences,
  rowHeight,
  type Density,
  type Preferences,
} from "./preferences";

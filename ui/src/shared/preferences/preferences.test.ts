import { describe, expect, it, vi } from "vitest";
import { createPreferencesStore, DEFAULT_PREFERENCES, localPreferencesStore, readPreferences, rowHeight } from ".";

describe("readPreferences", () => {
  it.each([
    [null, DEFAULT_PREFERENCES],
    ["broken", DEFAULT_PREFERENCES],
    [{ theme: "pink", baseSize: "big", density: "toString" }, DEFAULT_PREFERENCES],
    [{ baseSize: 4 }, { ...DEFAULT_PREFERENCES, baseSize: 12 }],
    [{ baseSize: 99 }, { ...DEFAULT_PREFERENCES, baseSize: 20 }],
    [{ theme: "dark", hiddenColumns: { q: ["a", 3], r: "x" } }, { ...DEFAULT_PREFERENCES, theme: "dark", hiddenColumns: { q: ["a"] } }],
  ])("%j", (stored, expected) => expect(readPreferences(stored)).toEqual(expected));
});

describe("rowHeight", () => {
  it.each([
    ["compact", 14, 28],
    ["normal", 14, 36],
    ["roomy", 14, 44],
    ["compact", 20, 40],
    ["normal", 12, 36],
  ] as const)("%s at %d px", (density, baseSize, px) => expect(rowHeight({ density, baseSize })).toBe(px));
});

describe("store", () => {
  it("tells listeners and saves the whole", () => {
    const save = vi.fn();
    const heard = vi.fn();
    const store = createPreferencesStore({ density: "roomy" }, save);
    const stop = store.subscribe(heard);
    store.set({ theme: "dark" });
    expect(save).toHaveBeenCalledWith({ ...DEFAULT_PREFERENCES, density: "roomy", theme: "dark" });
    stop();
    store.set({ theme: "light" });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it("remembers in the web view, and survives a broken memory", () => {
    localPreferencesStore().set({ baseSize: 18 });
    expect(localPreferencesStore().get().baseSize).toBe(18);
    localStorage.setItem("preferences", "{broken");
    expect(localPreferencesStore().get()).toEqual(DEFAULT_PREFERENCES);
  });
});

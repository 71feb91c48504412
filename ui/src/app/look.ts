import { call } from "@/bridge";
import type { Preferences } from "@/shared/preferences";

const PAUSE_MS = 800;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Keeps the look in the shop's file, a moment after the last change. Nobody is told when it fails: the web view remembers it too. */
export function saveLookSoon(preferences: Preferences): void {
  clearTimeout(timer);
  timer = setTimeout(() => void call("look.save", { value: preferences }).catch(() => undefined), PAUSE_MS);
}

import type { LostStep } from "./generated";

/**
 * Steps whose answer never came. The id of every step that writes is kept until its answer is here; what is left, after a crash
 * or a failed disk, is looked up in the core. Ids and names of operations only: nothing of what was typed.
 */
const KEPT = "shounuo.lost-steps";
const MOST = 100;

const underWay = new Set<string>();
const listeners = new Set<() => void>();
let shown: readonly LostStep[] = [];

/** A step begins: its id goes with the call. */
export function begin(name: string): string {
  const id = newId();
  underWay.add(id);
  keep([...kept(), { id, name }].slice(-MOST));
  return id;
}

/** Its answer is here, or it is known what became of it. */
export function settle(id: string): void {
  underWay.delete(id);
  keep(kept().filter((step) => step.id !== id));
}

/** No answer will come any more. */
export function lose(id: string): void {
  underWay.delete(id);
  keep(kept());
}

/** For useSyncExternalStore: the steps that nobody waits for any more. */
export const lostSteps = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  current: () => shown,
};

function kept(): LostStep[] {
  try {
    const steps: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(steps) ? (steps as LostStep[]) : [];
  } catch {
    return [];
  }
}

function keep(steps: LostStep[]) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(steps));
  } catch {
    // Without a place for it an unknown step is told at once and not after a restart.
  }
  look(steps);
}

function look(steps: LostStep[]) {
  const lost = steps.filter(({ id }) => !underWay.has(id));
  if (lost.length === shown.length && lost.every(({ id }, at) => id === shown[at]?.id)) return;
  shown = lost;
  for (const listener of listeners) listener();
}

/** UUID version 4. Not `crypto.randomUUID`: a page under a scheme of its own does not count as secure everywhere. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

look(kept());

import { call, toCallError } from "@/bridge";
import type { DraftStore } from "@/shared/drafts";

/** none: nothing typed in this sitting; saving; saved; unsaved: kept in this window only, for the reason given. */
export type DraftState = { stage: "none" | "saving" | "saved" } | { stage: "unsaved"; reason: string };

/** A draft as last typed. `null` lets it go. */
type Typed = Map<string, unknown>;

/**
 * Drafts kept in the encrypted file, per person. What could not be saved (the seat was locked, the person signed out by the core, the
 * disk full) stays here under their name and is saved when they are back.
 */
export class CoreDrafts {
  private waiting = new Map<string, Typed>();
  private running: Promise<void> = Promise.resolve();
  private current: DraftState = { stage: "none" };
  private listeners = new Set<() => void>();

  readonly state = (): DraftState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The store for the forms of one person. */
  storeOf(account: string): DraftStore {
    return {
      load: async (key) => {
        const typed = this.typedBy(account);
        if (typed.has(key)) return typed.get(key);
        return (await call("drafts.load", { name: key })).value;
      },
      save: (key, draft) => this.keep(account, key, draft),
      clear: (key) => this.keep(account, key, null),
    };
  }

  /** Saves what waits of this person, one after the other; what is refused waits on. */
  readonly flush = (account: string): Promise<void> => {
    this.running = this.running.then(() => this.saveAll(account));
    return this.running;
  };

  private keep(account: string, key: string, draft: unknown): Promise<void> {
    this.typedBy(account).set(key, draft);
    return this.flush(account);
  }

  private async saveAll(account: string): Promise<void> {
    const typed = this.typedBy(account);
    if (typed.size === 0) return;
    this.tell({ stage: "saving" });
    for (const [name, value] of [...typed]) {
      try {
        await call("drafts.save", { name, value: value ?? null });
      } catch (thrown) {
        return this.tell({ stage: "unsaved", reason: toCallError(thrown).message });
      }
      // Typed on while it was being saved: the newer text waits its turn.
      if (typed.get(name) === value) typed.delete(name);
    }
    this.tell({ stage: "saved" });
  }

  private typedBy(account: string): Typed {
    const typed = this.waiting.get(account) ?? new Map<string, unknown>();
    this.waiting.set(account, typed);
    return typed;
  }

  private tell(state: DraftState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

import { toCallError } from "@/bridge";

export interface UndoOffer {
  /** What was done, in the past tense: "已受理 3 件". */
  text: string;
  /** Takes it back by a reversing entry. */
  undo: () => Promise<unknown>;
}

export interface Toast {
  id: number;
  text: string;
  state: "offered" | "undoing" | "undone" | "failed";
  /** Why it could not be undone. */
  reason?: string;
}

export const UNDO_SECONDS = 10;
const RESULT_MS = 4000;

/** The offers at the bottom left. Each stands for ten seconds; one that is being undone stands until its result was read. */
export class UndoStack {
  private toasts: readonly Toast[] = [];
  private offers = new Map<number, UndoOffer>();
  private timers = new Map<number, ReturnType<typeof setTimeout>>();
  private listeners = new Set<() => void>();
  private nextId = 1;

  readonly list = (): readonly Toast[] => this.toasts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows an offer. The returned function takes it away: the step was taken back in another way. */
  readonly offer = (offer: UndoOffer): (() => void) => {
    const id = this.nextId++;
    this.offers.set(id, offer);
    this.show([...this.toasts, { id, text: offer.text, state: "offered" }]);
    this.dropAfter(id, UNDO_SECONDS * 1000);
    // What is being undone stands until its result was read.
    return () => {
      if (this.offers.has(id)) this.drop(id);
    };
  };

  /** Takes all away: they were offered to somebody who is no longer here. */
  readonly clear = (): void => {
    for (const { id } of this.toasts) this.drop(id);
  };

  readonly undo = async (id: number): Promise<void> => {
    const offer = this.offers.get(id);
    if (offer === undefined) return;
    this.offers.delete(id);
    clearTimeout(this.timers.get(id));
    this.change(id, { state: "undoing" });
    try {
      await offer.undo();
      this.change(id, { state: "undone" });
    } catch (thrown) {
      this.change(id, { state: "failed", reason: toCallError(thrown).message });
    }
    this.dropAfter(id, RESULT_MS);
  };

  /** Undoes the newest offer. */
  readonly undoLast = (): void => {
    const last = this.toasts.findLast((toast) => toast.state === "offered");
    if (last !== undefined) void this.undo(last.id);
  };

  private dropAfter(id: number, ms: number): void {
    this.timers.set(id, setTimeout(() => this.drop(id), ms));
  }

  private drop(id: number): void {
    clearTimeout(this.timers.get(id));
    this.offers.delete(id);
    this.timers.delete(id);
    this.show(this.toasts.filter((toast) => toast.id !== id));
  }

  private change(id: number, change: Partial<Toast>): void {
    this.show(this.toasts.map((toast) => (toast.id === id ? { ...toast, ...change } : toast)));
  }

  private show(toasts: readonly Toast[]): void {
    this.toasts = toasts;
    for (const listener of this.listeners) listener();
  }
}

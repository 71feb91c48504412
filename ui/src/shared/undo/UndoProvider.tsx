import { createContext, use, useSyncExternalStore, type ReactNode } from "react";
import { UndoStack, type Toast, type UndoOffer } from "./undoStack";

const UndoContext = createContext<UndoStack>(new UndoStack());

export function UndoProvider({ stack, children }: { stack: UndoStack; children: ReactNode }) {
  return <UndoContext value={stack}>{children}</UndoContext>;
}

/** After a committed step: `offer({ text: "已受理 3 件", undo })` stands at the bottom left for ten seconds. */
export function useOfferUndo(): (offer: UndoOffer) => () => void {
  return use(UndoContext).offer;
}

export function useToasts(): { toasts: readonly Toast[]; undo: (id: number) => Promise<void>; undoLast: () => void } {
  const stack = use(UndoContext);
  return { toasts: useSyncExternalStore(stack.subscribe, stack.list), undo: stack.undo, undoLast: stack.undoLast };
}

import { call, type DoneView } from "@/bridge";
import { useOfferUndo } from "../undo";
import { didIt } from "./didIt";

/** After a step that the core can take back: offers it at the bottom left, by a reversing entry. */
export function useOfferStepUndo(): (kind: string, verb: string, done: DoneView) => void {
  const offer = useOfferUndo();
  return (kind, verb, done) => {
    if (!done.undoable) return;
    offer({ text: `${didIt(verb)} ${done.number}`.trim(), undo: () => call("records.undo", { kind, id: done.id, version: done.version }) });
  };
}

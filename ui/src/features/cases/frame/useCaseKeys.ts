import type { Action } from "@/shared/actions";
import { useKeys } from "@/shared/keys";
import type { CasePanel } from "../panels";

const ASSIGN = { chord: "a", events: ["assign"], label: "转交" };

/**
 * N note, A assign, and the keys of the kind. A key of a step that is not possible stays on the sheet with the reason. Gives the
 * keys that a step has: P without its step is the key of the papers.
 */
export function useCaseKeys(actions: readonly Action[], ofKind: CasePanel["keys"] = [], note: (() => void) | undefined): ReadonlySet<string> {
  const bound = [...ofKind, ASSIGN].map(({ chord, events, label }) => ({
    chord,
    label,
    action: events.map((event) => actions.find(({ id }) => id === event)).find((one) => one !== undefined),
  }));
  useKeys([
    ...(note === undefined ? [] : [{ chord: "n", label: "写备注", group: "这张单", run: note }]),
    ...bound.filter(({ chord, action }) => action !== undefined || chord !== "p").map(({ chord, label, action }) => ({
      chord,
      label,
      group: "这张单",
      run: () => action?.run(),
      disabledReason: action === undefined ? "这张单现在没有这一步" : action.disabledReason,
    })),
  ]);
  return new Set(bound.filter(({ action }) => action !== undefined).map(({ chord }) => chord));
}

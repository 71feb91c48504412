import { useState } from "react";
import type { Button, CaseView, RecordView } from "@/bridge";
import { pressable } from "@/features/records";
import type { Action } from "@/shared/actions";
import { useSteps } from "@/shared/record";
import type { Asked, CasePanel } from "../panels";

/** Steps that have a place of their own on the page. */
const PLACED = new Set(["note", "extend"]);
/** Steps that are never what the case is waiting for. */
const ASIDE = new Set(["assign", "edit", "cancel", "withdraw", "reopen", ...PLACED]);
/** The primary step first, then what can be done now, what destroys last. */
function weight({ primary = false, destructive = false, disabledReason }: Action): number {
  if (primary) return 0;
  if (destructive) return 3;
  return disabledReason === undefined ? 1 : 2;
}

/** The steps of a case: those the frame asks for itself, and those the kind has forms for. */
export function useCaseSteps(view: CaseView, panel: CasePanel, reload: () => Promise<RecordView | undefined>) {
  const { record } = view;
  const [asked, setAsked] = useState<Asked | null>(null);
  const own = panel.forms ?? [];
  const buttons = record.buttons.map((button) => asPressed(record.kind, button, own));
  const { actions, perform: performButton, ...steps } = useSteps({ ...record, buttons }, {
    special: Object.fromEntries(own.map((event) => [event, () => setAsked({ event })])),
    primary: panel.primary ?? usual(buttons),
    prefill: true,
    reload,
    onRefused: (refused, event) => {
      const instead = panel.instead?.(refused, event, view) ?? null;
      if (instead !== null) setAsked(instead);
      return instead !== null;
    },
  });
  return {
    ...steps,
    shown: actions.filter(({ id }) => !PLACED.has(id)).sort((a, b) => weight(a) - weight(b)),
    asked,
    done: () => setAsked(null),
    perform: (event: string, input: Record<string, unknown>): Promise<unknown> => {
      const button = record.buttons.find((one) => one.event === event);
      return button === undefined ? Promise.resolve() : performButton(button, input);
    },
    begin: (event: string) => {
      const action = actions.find(({ id }) => id === event);
      return action === undefined || action.disabledReason !== undefined ? undefined : action.run;
    },
  };
}

function asPressed(kind: string, button: Button, own: readonly string[]): Button {
  return own.includes(button.event) ? button : (pressable(kind, [button])[0] ?? button);
}

/** The step that a case of a kind without a word of its own is waiting for: the first in the order of its flow that leads on. */
const usual = (buttons: readonly Button[]) => buttons.filter(({ event, enabled, grave }) => enabled && !grave && !ASIDE.has(event)).map(({ event }) => event).slice(0, 1);

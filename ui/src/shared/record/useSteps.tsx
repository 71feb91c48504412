import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { call, toCallError, type Button, type CallError, type DoneView, type FieldView } from "@/bridge";
import type { Action } from "../actions";
import { useOfferStepUndo } from "./stepUndo";
import { changedSince, withoutUntouched } from "./answers";
import { didIt } from "./didIt";
import { StepDialog } from "./StepDialog";

export interface StepRecord {
  kind: string;
  /** null for a record that is yet to be created. */
  id: string | null;
  number: string;
  /** null for a record that is yet to be created. */
  version: number | null;
  buttons: readonly Button[];
  /** With `prefill`: what the record says now. */
  fields?: readonly FieldView[];
  values?: Record<string, unknown>;
}

export interface StepsOptions {
  /** Steps with a form of their own, by event. */
  special?: Record<string, (button: Button) => void>;
  /** The one primary step, the first of these that is possible. */
  primary?: readonly string[];
  /** Keys, by event. */
  chords?: Record<string, string>;
  /** A form begins with what the record says now; a masked field left empty stays as it is. */
  prefill?: boolean;
  /** Asks for the record anew, after a conflict. */
  reload?: () => Promise<StepRecord | undefined>;
  /** Hears of a refusal first; true when it has shown it. */
  onRefused?: (error: CallError, event: string) => boolean;
  onDone?: (done: DoneView, event: string) => void;
}

/** Performs one step on the version the person saw. */
export function performStep(record: Pick<StepRecord, "kind" | "id" | "version">, event: string, input: Record<string, unknown>): Promise<DoneView> {
  return call("records.do", { kind: record.kind, id: record.id, event, input, version: record.version });
}

/** Of a form that began empty: what was left empty says nothing about what the record holds. */
const filledIn = (input: Record<string, unknown>) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));

/** A form that is open, and the record as the person saw it when it was opened. */
interface Asking {
  button: Button;
  seen: StepRecord;
  /** What somebody else changed meanwhile. */
  changed: readonly string[];
}

/** The steps of a record as actions, the dialog that asks for what they need, and what came of the last one. */
export function useSteps(record: StepRecord, options: StepsOptions = {}) {
  const { special = {}, primary = [], chords = {}, prefill = false, reload, onRefused, onDone } = options;
  const [asking, setAsking] = useState<Asking | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [said, setSaid] = useState("");
  const offerBack = useOfferStepUndo();
  const latest = useRef(record);
  useLayoutEffect(() => {
    latest.current = record;
  });

  const perform = async (button: Button, input: Record<string, unknown>, seen: StepRecord = record) => {
    setError(null);
    const done = await performStep(seen, button.event, input);
    setSaid(didIt(button.label));
    offerBack(seen.kind, button.label, done);
    onDone?.(done, button.event);
    return done;
  };
  const anew = async () => (await reload?.().catch(() => undefined)) ?? latest.current;
  const at = async (button: Button) => {
    setPending(button.event);
    try {
      await perform(button, {});
    } catch (thrown) {
      const refused = toCallError(thrown);
      if (onRefused?.(refused, button.event) !== true) setError(refused);
      if (refused.code === "conflict") await anew();
    } finally {
      setPending(null);
    }
  };
  // What is typed was typed on what was seen: a newer version is taken only after the person has been told of it.
  const submit = async ({ button, seen }: Asking, input: Record<string, unknown>) => {
    try {
      return await perform(button, prefill ? withoutUntouched(button, seen, input) : filledIn(input), seen);
    } catch (thrown) {
      if (toCallError(thrown).code === "conflict") {
        const fresh = await anew();
        setAsking((now) => (now === null ? null : { ...now, seen: fresh, changed: changedSince(seen, fresh) }));
      }
      throw thrown;
    }
  };
  const begin = (button: Button) => {
    const own = special[button.event];
    if (own !== undefined) own(button);
    else if (button.asks.length > 0 || button.grave) setAsking({ button, seen: record, changed: [] });
    else void at(button);
  };
  const first = primary.find((event) => record.buttons.some((button) => button.event === event && button.enabled));
  const actions: Action[] = record.buttons.map((button) => ({
    id: button.event,
    label: button.asks.length > 0 || button.grave ? `${button.label}…` : button.label,
    run: () => begin(button),
    primary: button.event === first,
    // A grave step that the record is there for (a decision, a publication) destroys nothing.
    destructive: button.grave && !primary.includes(button.event),
    pending: pending === button.event,
    disabledReason: button.enabled ? undefined : button.why ?? "现在不能做",
    ...(chords[button.event] === undefined ? {} : { chord: chords[button.event] as string }),
  }));
  const dialog: ReactNode = (
    <StepDialog
      button={asking?.button ?? null}
      on={record.number}
      draft={asking === null ? "" : `${record.kind}/${record.id ?? "new"}/${asking.button.event}`}
      seen={asking === null || !prefill ? {} : asking.seen}
      changed={asking?.changed ?? []}
      onSubmit={(input) => (asking === null ? Promise.resolve() : submit(asking, input))}
      onClose={() => setAsking(null)}
    />
  );
  return { actions, dialog, error, said, begin, perform, clearError: () => setError(null) };
}

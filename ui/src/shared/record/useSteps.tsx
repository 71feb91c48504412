import { useState, type ReactNode } from "react";
import { call, toCallError, type Button, type CallError, type DoneView } from "@/bridge";
import type { Action } from "../actions";
import { StepDialog } from "./StepDialog";

export interface StepRecord {
  kind: string;
  id: string;
  number: string;
  version: number;
  buttons: readonly Button[];
}

export interface StepsOptions {
  /** Steps with a form of their own, by event. */
  special?: Record<string, (button: Button) => void>;
  /** The one primary step, the first of these that is possible. */
  primary?: readonly string[];
  /** Keys, by event. */
  chords?: Record<string, string>;
  /** Hears of a refusal first; true when it has shown it. */
  onRefused?: (error: CallError, event: string) => boolean;
  onDone?: (done: DoneView, event: string) => void;
}

/** Performs one step on the version the person saw. */
export function performStep(record: Pick<StepRecord, "kind" | "id" | "version">, event: string, input: Record<string, unknown>): Promise<DoneView> {
  return call("records.do", { kind: record.kind, id: record.id, event, input, version: record.version });
}

/** The steps of a record as actions, the dialog that asks for what they need, and what came of the last one. */
export function useSteps(record: StepRecord, { special = {}, primary = [], chords = {}, onRefused, onDone }: StepsOptions = {}) {
  const [asking, setAsking] = useState<Button | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [said, setSaid] = useState("");

  const perform = async (button: Button, input: Record<string, unknown>) => {
    setError(null);
    const done = await performStep(record, button.event, input);
    setSaid(`已${button.label}`);
    onDone?.(done, button.event);
    return done;
  };
  const at = async (button: Button) => {
    setPending(button.event);
    try {
      await perform(button, {});
    } catch (thrown) {
      const refused = toCallError(thrown);
      if (onRefused?.(refused, button.event) !== true) setError(refused);
    } finally {
      setPending(null);
    }
  };
  const begin = (button: Button) => {
    const own = special[button.event];
    if (own !== undefined) own(button);
    else if (button.asks.length > 0 || button.grave) setAsking(button);
    else void at(button);
  };
  const first = primary.find((event) => record.buttons.some((button) => button.event === event && button.enabled));
  const actions: Action[] = record.buttons.map((button) => ({
    id: button.event,
    label: button.asks.length > 0 || button.grave ? `${button.label}…` : button.label,
    run: () => begin(button),
    primary: button.event === first,
    destructive: button.grave,
    pending: pending === button.event,
    disabledReason: button.enabled ? undefined : button.why ?? "现在不能做",
    ...(chords[button.event] === undefined ? {} : { chord: chords[button.event] as string }),
  }));
  const dialog: ReactNode = (
    <StepDialog
      button={asking}
      on={record.number}
      draft={asking === null ? "" : `${record.kind}/${record.id}/${asking.event}`}
      onSubmit={(input) => (asking === null ? Promise.resolve() : perform(asking, input))}
      onClose={() => setAsking(null)}
    />
  );
  return { actions, dialog, error, said, begin, perform, clearError: () => setError(null) };
}

import { Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { toCallError, type Button, type CallError, type RecordView } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { caseHref, performStep, StepDialog, useOfferStepUndo, withoutUntouched } from "@/shared/record";

interface OneStepProps {
  record: RecordView;
  event: string;
  /** The verb, also for a record that has no such step now. */
  label: string;
  buttons: readonly Button[];
  onClose: () => void;
  /** It was done. */
  onDone: () => void;
}

/** Steps that ask for more than this have a page for it. */
const MOST_ASKS = 8;

/** One step of a record: asked for, done at once when it asks nothing, or why it cannot be. */
export function OneStep({ record, event, label, buttons, onClose, onDone }: OneStepProps) {
  const offerBack = useOfferStepUndo();
  const [refused, setRefused] = useState<CallError | null>(null);
  // What was seen when the form opened: a commit meanwhile must not slip under it.
  const [seen] = useState(record);
  const button = buttons.find((one) => one.event === event);
  const large = (button?.asks.length ?? 0) > MOST_ASKS;
  const atOnce = button !== undefined && button.enabled && button.asks.length === 0 && !button.grave;
  const perform = async (input: Record<string, unknown>) => {
    if (button === undefined) return;
    offerBack(record.kind, button.label, await performStep(seen, event, withoutUntouched(button, seen, input)));
    onDone();
  };
  const begun = useRef(false);
  useEffect(() => {
    if (!atOnce || begun.current) return;
    begun.current = true;
    perform({}).catch((thrown: unknown) => setRefused(toCallError(thrown)));
  });
  const why = refused !== null ? null : whyNot(button, record, label, large);
  if (refused !== null || why !== null) {
    return (
      <Modal open footer={null} title={`${label} ${record.number}`} onCancel={onClose} width={480}>
        {refused === null ? <p>{why}</p> : <ErrorNote error={refused} />}
        <p style={{ marginTop: 12 }}><Link to={caseHref(record.id)}>打开这张单</Link></p>
      </Modal>
    );
  }
  return atOnce ? null : <StepDialog button={button ?? null} on={record.number} draft={`${record.kind}/${record.id}/${event}`} seen={record} onSubmit={perform} onClose={onClose} />;
}

/** Why a step cannot be done here, in the words of the guard. */
function whyNot(button: Button | undefined, record: RecordView, label: string, large: boolean): string | null {
  if (button === undefined) return `${record.kind_label}现在是“${record.state_label}”，没有“${label}”这一步，或要由别的岗位来做。`;
  if (!button.enabled) return button.why ?? "现在不能做。";
  return large ? `“${button.label}”要填的内容多，请打开这张单来填。` : null;
}

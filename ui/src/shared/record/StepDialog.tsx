import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import { toCallError, type Button as StepButton, type CallError } from "@/bridge";
import { ErrorNote } from "../feedback";
import { focusDialogForm, FormFromFields, type Values } from "../form";
import { askedFields, initialOf, type Seen } from "./answers";
import { lookupRecords } from "./lookup";

export interface StepDialogProps {
  /** The step; null when nothing is asked. */
  button: StepButton | null;
  /** What it is done on: the number of the record. */
  on: string;
  /** Keeps what is typed under this name. */
  draft?: string;
  /** The record whose values the form begins with. */
  seen?: Seen;
  /** Fields that somebody else changed while the form was open, by their labels. */
  changed?: readonly string[];
  onSubmit: (input: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for what a step asks for, or, for a grave one, once more. */
export function StepDialog({ button, on, ...rest }: StepDialogProps) {
  return (
    <Modal open={button !== null} title={button === null ? "" : `${button.label} ${on}`} onCancel={rest.onClose} afterOpenChange={focusDialogForm} footer={null} destroyOnHidden width={560}>
      {button === null ? null : <StepForm button={button} {...rest} />}
    </Modal>
  );
}

function StepForm({ button, draft, seen = {}, changed = [], onSubmit, onClose }: Omit<StepDialogProps, "button" | "on"> & { button: StepButton }) {
  const fields = askedFields(button, seen);
  const submit = async (values: Values) => {
    await onSubmit(values);
    onClose();
  };
  return (
    <>
      {button.grave ? <Alert type="warning" showIcon title={`${button.label}之后不能撤销，只能再做一步更正，台账会留下两步。`} style={{ marginBottom: 12 }} /> : null}
      {changed.length === 0 ? null : (
        <Alert type="info" showIcon title={`别人刚改了${changed.join("、")}。关掉这里可以看新内容；再按一次“${button.label}”，就按您填的保存。`} style={{ marginBottom: 12 }} />
      )}
      {fields.length === 0 ? (
        <Sure verb={button.label} onSure={() => submit({})} onClose={onClose} />
      ) : (
        <FormFromFields fields={fields} initial={initialOf(button, seen)} submit={button.label} onSubmit={submit} onCancel={onClose} lookup={lookupRecords} {...(draft === undefined ? {} : { draft })} />
      )}
    </>
  );
}

function Sure({ verb, onSure, onClose }: { verb: string; onSure: () => Promise<unknown>; onClose: () => void }) {
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const run = () => {
    setPending(true);
    onSure().catch((thrown: unknown) => setError(toCallError(thrown))).finally(() => setPending(false));
  };
  return (
    <>
      {error === null ? null : <ErrorNote error={error} />}
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end", marginTop: 12 }}>
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" loading={pending} onClick={run}>{verb}</Button>
      </div>
    </>
  );
}

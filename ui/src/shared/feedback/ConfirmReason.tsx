import { Alert, Button, Input, Modal } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useId, useRef, useState, type RefObject } from "react";
import { toCallError, type CallError } from "@/bridge";
import { useKeys } from "../keys";
import { ErrorNote } from "./ErrorNote";
import styles from "./feedback.module.css";

export interface ConfirmReasonProps {
  open: boolean;
  /** The verb and the thing: "拒绝 TH-3F-00871". */
  title: string;
  /** What will happen, and what cannot be taken back. */
  consequence: string;
  /** The verb on the button. */
  confirm: string;
  /** Shown in red: the step destroys something. */
  destructive?: boolean;
  /** Reasons to start from; they can be edited. */
  suggestions?: readonly string[];
  /** Does it. The dialog stays open with the words of a refusal. */
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the reason of a step that somebody will later ask about. */
export function ConfirmReason(props: ConfirmReasonProps) {
  const field = useRef<TextAreaRef>(null);
  return (
    <Modal
      open={props.open}
      title={props.title}
      onCancel={props.onClose}
      // The reason is what is asked for; the kit would begin at the closing cross.
      afterOpenChange={(open) => open && field.current?.focus()}
      footer={null}
      destroyOnHidden
      width={480}
    >
      <ReasonForm {...props} field={field} />
    </Modal>
  );
}

interface ReasonFormProps extends ConfirmReasonProps {
  field: RefObject<TextAreaRef | null>;
}

function ReasonForm({ field, consequence, confirm, destructive = false, suggestions = [], onConfirm, onClose }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const fieldId = useId();

  const submit = async () => {
    if (reason.trim() === "") return setMissing(true);
    setPending(true);
    setError(null);
    try {
      await onConfirm(reason.trim());
      onClose();
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  useKeys([{ chord: "Ctrl+Enter", label: confirm, group: "对话框", run: () => void submit() }], "dialog");

  return (
    <form
      className={styles.reason}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {destructive ? <Alert type="error" showIcon title={consequence} /> : <p>{consequence}</p>}
      <label htmlFor={fieldId}>原因（必填，会留在记录里）</label>
      {suggestions.length === 0 ? null : (
        <div className={styles.suggestions}>
          {suggestions.map((text) => (
            <button key={text} type="button" className={styles.suggestion} onClick={() => setReason(text)}>{text}</button>
          ))}
        </div>
      )}
      <Input.TextArea
        ref={field}
        id={fieldId}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value);
          setMissing(false);
        }}
        status={missing ? "error" : ""}
        aria-required="true"
        aria-invalid={missing}
        aria-describedby={`${fieldId}-error`}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
      />
      <p id={`${fieldId}-error`} className={styles.fieldError} role="alert">{missing ? "请写明原因" : ""}</p>
      {error === null ? null : <ErrorNote error={error} />}
      <ReasonButtons {...{ confirm, destructive, pending, onClose }} />
    </form>
  );
}

function ReasonButtons({ confirm, destructive, pending, onClose }: { confirm: string; destructive: boolean; pending: boolean; onClose: () => void }) {
  return (
    <div className={styles.buttons}>
      <Button onClick={onClose}>取消</Button>
      <Button type="primary" htmlType="submit" danger={destructive} loading={pending}>{confirm}</Button>
    </div>
  );
}

import { Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { toCallError, type CallError } from "@/bridge";
import { useDraft } from "@/shared/drafts";
import { ErrorNote } from "@/shared/feedback";
import look from "@/shared/look.module.css";
import styles from "./rulings.module.css";
import { isBurden, useOptionWords } from "./words";

export interface DepartureProps {
  open: boolean;
  /** The options as they stand. */
  given: readonly string[];
  draft: string;
  onSubmit: (input: { departure: string[]; departure_reason: string }) => Promise<unknown>;
  onClose: () => void;
}

interface Asked {
  codes: string[];
  reason: string;
}

function readAsked(stored: unknown): Asked | null {
  const draft = stored as Partial<Asked> | null;
  return Array.isArray(draft?.codes) && typeof draft.reason === "string" ? { codes: draft.codes, reason: draft.reason } : null;
}

/** Asks to depart from a ruling. What the law gives stays ticked and cannot be taken away; more can be added. */
export function Departure(props: DepartureProps) {
  return (
    <Modal open={props.open} title="偏离判定" onCancel={props.onClose} footer={null} destroyOnHidden width={560}>
      <DepartureForm {...props} />
    </Modal>
  );
}

function DepartureForm({ given, draft, onSubmit, onClose }: DepartureProps) {
  const words = useOptionWords();
  const start = { codes: [...given], reason: "" };
  const { value, change, clear } = useDraft<Asked>(draft, start, readAsked);
  const [error, setError] = useState<CallError | null>(null);
  const [missing, setMissing] = useState(false);
  const [pending, setPending] = useState(false);
  const fixed = (code: string) => given.includes(code) && !isBurden(code);
  const has = (code: string) => fixed(code) || value.codes.includes(code);
  const submit = async () => {
    if (value.reason.trim() === "") return setMissing(true);
    setPending(true);
    setError(null);
    try {
      const departure = words.all.map((option) => option.code as string).filter(has);
      await onSubmit({ departure, departure_reason: value.reason.trim() });
      clear(start);
      onClose();
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  const toggle = (code: string, on: boolean) => change({ ...value, codes: on ? [...value.codes, code] : value.codes.filter((other) => other !== code) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>依法已有的处理不能去掉，只能增加；由消费者负担或等待的处理可以换成更好的。提请后由另一位经理或店主决定。</p>
      <div className={styles.checks} role="group" aria-label="偏离后的可选处理">
        {words.all.filter((option) => !isBurden(option.code) || given.includes(option.code)).map((option) => (
          <Checkbox key={option.code} checked={has(option.code)} disabled={fixed(option.code)} onChange={(event) => toggle(option.code, event.target.checked)}>
            {option.label}
            {fixed(option.code) ? <span className={look.quiet}>（依法已有）</span> : null}
          </Checkbox>
        ))}
      </div>
      <label htmlFor="departure-reason">理由（必填，会留在记录里）</label>
      <Input.TextArea
        id="departure-reason"
        value={value.reason}
        onChange={(event) => {
          change({ ...value, reason: event.target.value });
          setMissing(false);
        }}
        status={missing ? "error" : ""}
        aria-invalid={missing}
        aria-required="true"
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
      />
      {missing ? <p role="alert" className={styles.warning}>请写明理由</p> : null}
      {error === null ? null : <ErrorNote error={error} safe="已填的内容还在。" />}
      <div className={styles.dialogButtons}>
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" htmlType="submit" loading={pending}>提请偏离</Button>
      </div>
    </form>
  );
}

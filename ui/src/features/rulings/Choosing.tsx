import { Button, Modal, Radio } from "antd";
import { useState } from "react";
import { toCallError, type CallError } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { focusDialogForm } from "@/shared/form";
import styles from "./rulings.module.css";
import { isBurden, useOptionWords } from "./words";

export interface ChoosingProps {
  open: boolean;
  /** What was offered in the letter. */
  offered: readonly string[];
  onSubmit: (chosen: string) => Promise<unknown>;
  onClose: () => void;
}

/** Records what the consumer picked: only of what was offered. */
export function Choosing(props: ChoosingProps) {
  return (
    <Modal
      open={props.open}
      title="记录消费者选择"
      onCancel={props.onClose}
      afterOpenChange={focusDialogForm}
      footer={null}
      destroyOnHidden
      width={480}
    >
      <ChoosingForm {...props} />
    </Modal>
  );
}

function ChoosingForm({ offered, onSubmit, onClose }: ChoosingProps) {
  const words = useOptionWords();
  const [chosen, setChosen] = useState<string | null>(offered.length === 1 ? (offered[0] ?? null) : null);
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const submit = () => {
    if (chosen === null) return;
    setPending(true);
    onSubmit(chosen)
      .then(onClose, (thrown: unknown) => setError(toCallError(thrown)))
      .finally(() => setPending(false));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>消费者从告知书给出的处理中选了哪一种？</p>
      <Radio.Group
        name="chosen"
        value={chosen}
        onChange={(event) => setChosen(String(event.target.value))}
        className={styles.checks ?? ""}
        options={offered.map((code) => ({ value: code, label: isBurden(code) ? `${words.label(code)}（须消费者负担或等待）` : words.label(code) }))}
      />
      {error === null ? null : <ErrorNote error={error} />}
      <div className={styles.dialogButtons}>
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" htmlType="submit" disabled={chosen === null} loading={pending}>记录</Button>
      </div>
    </form>
  );
}

import { Alert, Button } from "antd";
import { useState } from "react";
import { toCallError, type CallError } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import styles from "./vault.module.css";

interface ConfirmStepProps {
  words: string;
  confirm: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Says what cannot be taken back, and asks once. */
export function ConfirmStep({ words, confirm, onConfirm, onClose }: ConfirmStepProps) {
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const run = () => {
    setPending(true);
    void onConfirm().catch((thrown: unknown) => setError(toCallError(thrown))).finally(() => setPending(false));
  };
  return (
    <div className={styles.confirm}>
      <Alert type="error" showIcon title={words} />
      {error === null ? null : <ErrorNote error={error} />}
      <div className={styles.actions}>
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" danger loading={pending} onClick={run}>{confirm}</Button>
      </div>
    </div>
  );
}

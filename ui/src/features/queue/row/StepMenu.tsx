import { Modal } from "antd";
import { useState } from "react";
import type { Button, RecordView } from "@/bridge";
import styles from "../queue.module.css";
import { OneStep } from "./OneStep";

interface StepMenuProps {
  record: RecordView;
  buttons: readonly Button[];
  onClose: () => void;
  onDone: () => void;
}

/** What this person may do with the case now. A step that is not possible says why. */
export function StepMenu({ record, buttons, onClose, onDone }: StepMenuProps) {
  const [chosen, setChosen] = useState<Button | null>(null);
  const steps = [...buttons].sort((one, other) => Number(other.enabled) - Number(one.enabled) || Number(one.grave) - Number(other.grave));
  if (chosen !== null) return <OneStep record={record} event={chosen.event} label={chosen.label} buttons={buttons} onClose={onClose} onDone={onDone} />;
  return (
    <Modal open footer={null} title={`${record.number} · ${record.state_label}`} onCancel={onClose} afterOpenChange={focusFirst} width={420}>
      {steps.length === 0 ? <p>这张单现在没有您可做的步骤。</p> : null}
      <ul className={styles.steps} aria-label="可做的步骤">
        {steps.map((step) => (
          <li key={step.event}>
            <button type="button" className={`${styles.step} ${step.grave ? styles.grave : ""}`} aria-disabled={!step.enabled} onClick={() => (step.enabled ? setChosen(step) : undefined)}>
              {step.label}{step.asks.length > 0 || step.grave ? "…" : ""}
              {step.enabled ? null : <span className={styles.why}>{step.why ?? "现在不能做"}</span>}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function focusFirst(open: boolean): void {
  if (open) document.querySelector<HTMLElement>('[role="dialog"] ul button')?.focus();
}

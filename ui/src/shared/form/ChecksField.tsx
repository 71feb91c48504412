import { Radio } from "antd";
import { readAnswers } from "./answersText";
import type { CheckItem } from "./fields";
import styles from "./form.module.css";

export interface ChecksFieldProps {
  id: string;
  label: string;
  items: readonly CheckItem[];
  /** Answers as JSON. */
  value: string;
  onChange: (value: string) => void;
  "aria-invalid": boolean;
  "aria-describedby": string;
}

/** A list that is gone through: every item with its answers side by side. Arrow keys change an answer, Tab goes to the next item. */
export function ChecksField({ id, label, items, value, onChange, ...described }: ChecksFieldProps) {
  const answers = readAnswers(value);
  return (
    <div id={id} role="group" aria-label={label} tabIndex={-1} aria-describedby={described["aria-describedby"]} className={styles.checks}>
      {items.map(({ name, answers: offered }) => (
        <div key={name} className={styles.check}>
          <span aria-hidden="true">{name}</span>
          <Radio.Group
            aria-label={name}
            name={`${id}-${name}`}
            value={answers[name] ?? null}
            options={offered.map((answer) => ({ value: answer, label: answer }))}
            onChange={(event) => onChange(JSON.stringify({ ...answers, [name]: String(event.target.value) }))}
          />
        </div>
      ))}
    </div>
  );
}

import { Button } from "antd";
import type { Waiting } from "@/bridge";
import styles from "./feedback.module.css";

export interface ProgressProps {
  /** From usePerform().waiting or useWaiting(pending). */
  waiting: Waiting;
  /** What is going on: "正在读取文件". */
  label: string;
  /** How far: 12 of 57. Without it the bar only says that work goes on. */
  done?: number;
  total?: number;
  /** Offered after two seconds. */
  onCancel?: () => void;
}

/** Progress where the work was started: nothing under 300 ms, then the words, after 2 s the way to stop. */
export function Progress({ waiting, label, done, total, onCancel }: ProgressProps) {
  const shown = waiting === "visible" || waiting === "long";
  if (!shown) return null;
  const counted = done !== undefined && total !== undefined && total > 0;
  return (
    <div className={styles.progress}>
      <progress className={styles.bar} aria-label={label} {...(counted ? { value: done, max: total } : {})} />
      <span role="status">
        {label}
        {counted ? ` ${done} / ${total}` : "…"}
      </span>
      {waiting === "long" && onCancel !== undefined ? <Button size="small" onClick={onCancel}>取消</Button> : null}
    </div>
  );
}

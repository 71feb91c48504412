import { Button } from "antd";
import { showChord } from "../keys";
import styles from "./feedback.module.css";

export interface EmptyStateProps {
  /** What is not here: "还没有售后单". */
  title: string;
  /** The first step: "把平台导出的订单文件拖进来". */
  step: string;
  /** The key of that step. */
  chord?: string;
  action?: { label: string; run: () => void };
}

export function EmptyState({ title, step, chord, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      <p className={styles.emptyStep}>
        {step}
        {chord === undefined ? null : <span className={styles.emptyKey}>（按 <kbd>{showChord(chord)}</kbd>）</span>}
      </p>
      {action === undefined ? null : <Button onClick={action.run}>{action.label}</Button>}
    </div>
  );
}

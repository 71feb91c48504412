import type { ReactNode } from "react";
import styles from "./queue.module.css";

interface ChipProps {
  on: boolean;
  /** Something in it is past its limit. */
  late?: boolean;
  /** Nothing is in it. */
  empty?: boolean;
  title?: string;
  onToggle: (on: boolean) => void;
  children: ReactNode;
}

/** A narrowing of a list that is on or off. */
export function Chip({ on, late = false, empty = false, title, onToggle, children }: ChipProps) {
  const look = [styles.chip, on ? styles.chipOn : "", late ? styles.chipLate : "", empty ? styles.chipEmpty : ""].join(" ");
  return <button type="button" aria-pressed={on} className={look} title={title} onClick={() => onToggle(!on)}>{children}</button>;
}

export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return <div className={styles.chips} role="group" aria-label={label}>{children}</div>;
}

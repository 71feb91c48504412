import type { ReactNode } from "react";
import styles from "./values.module.css";

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Facts as label and value. What is empty shows a dash, so that nobody wonders whether it failed to load. */
export function KeyValue({ items, label }: { items: readonly Fact[]; label?: string }) {
  return (
    <dl className={styles.facts} aria-label={label}>
      {items.map((item, at) => (
        // Two fields of a kind may have one label; the order is the declaration's own.
        <div key={`${at} ${item.label}`} className={styles.fact}>
          <dt>{item.label}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === "" ? "—" : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

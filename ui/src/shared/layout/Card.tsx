import { useId, type ReactNode } from "react";
import styles from "./layout.module.css";

/** A part of a page: a hairline around it, a small heading, no shadow. */
export function Card({ title, extra, children }: { title?: string; extra?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.card} {...(title === undefined ? {} : { "aria-labelledby": id })}>
      {title === undefined ? null : (
        <div className={styles.cardHead}>
          <h2 id={id} className={styles.cardTitle}>{title}</h2>
          {extra}
        </div>
      )}
      {children}
    </section>
  );
}

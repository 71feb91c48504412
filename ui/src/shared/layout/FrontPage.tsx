import type { ReactNode } from "react";
import styles from "./layout.module.css";

/** A page before the workbench: one sheet in the middle, one heading, one thing to do. */
export function FrontPage({ title, subtitle, aside, children }: { title: string; subtitle?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <main className={styles.front}>
      <div className={styles.sheet}>
        <p className={styles.brand}>守诺</p>
        <h1 className={styles.title}>{title}</h1>
        {subtitle === undefined ? null : <p className={styles.subtitle}>{subtitle}</p>}
        <div className={styles.sheetBody}>{children}</div>
      </div>
      {aside}
    </main>
  );
}

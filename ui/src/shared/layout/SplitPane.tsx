import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useMediaQuery } from "../media";
import styles from "./layout.module.css";

export interface Pane {
  title: string;
  content: ReactNode;
}

export interface SplitPaneProps {
  /** Facts, 280 px. */
  start?: Pane;
  main: Pane;
  /** Judgement, 360 px; folds under a tab beside `main` below 1400 px. */
  end?: Pane;
  /** Which of the two tabs is in front where they fold; a change brings the other one forward. */
  lead?: "main" | "end";
}

/** Two or three columns. Nothing ever scrolls sideways. */
export function SplitPane({ start, main, end, lead = "main" }: SplitPaneProps) {
  const narrow = useMediaQuery("(max-width: 1399px)");
  const folds = narrow && end !== undefined;
  return (
    <div className={styles.split}>
      {start === undefined ? null : <section className={styles.start} aria-label={start.title}>{start.content}</section>}
      {folds ? (
        <div className={styles.middle}>
          <Tabs key={lead} defaultActiveKey={lead === "end" ? end.title : main.title} items={[main, end].map((pane) => ({ key: pane.title, label: pane.title, children: pane.content }))} />
        </div>
      ) : (
        <>
          <section className={styles.middle} aria-label={main.title}>{main.content}</section>
          {end === undefined ? null : <section className={styles.end} aria-label={end.title}>{end.content}</section>}
        </>
      )}
    </div>
  );
}

import { useNow } from "../time";
import { dueWords, type Due, type DueTone } from "./due";
import styles from "./deadline.module.css";

// The sign says the same as the colour.
const SIGNS: Record<DueTone, string> = { late: "!", today: "◔", later: "", kept: "✓", broken: "!", paused: "‖" };

/** A deadline in both readings: 剩 3小时20分 今天 17:00. `short` leaves the second to the tooltip. */
export function DueText({ short = false, ...clock }: Due & { short?: boolean }) {
  const words = dueWords(clock, useNow());
  if (words === null) return <span aria-label="没有时限">—</span>;
  const sign = SIGNS[words.tone];
  return (
    <span className={styles.due} title={`${words.left}（${words.at}）`}>
      <span className={styles[words.tone]}>
        {sign === "" ? null : <span className={styles.sign} aria-hidden="true">{sign}</span>}
        {words.left}
      </span>
      {" "}
      <span className={short ? "visually-hidden" : styles.at}>{words.at}</span>
    </span>
  );
}

import styles from "./values.module.css";

/** What a state asks of the eye. open: in hand; waiting: on somebody else; kept: ended well; broken: ended badly; closed: ended, no more. */
export type StateTone = "open" | "waiting" | "kept" | "broken" | "closed";

const SIGNS: Record<StateTone, string> = { open: "●", waiting: "○", kept: "✓", broken: "✗", closed: "–" };

/** A state by its own name, with a sign that says the tone without colour. */
export function StateTag({ label, tone = "open" }: { label: string; tone?: StateTone }) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`}>
      <span className={styles.sign} aria-hidden="true">{SIGNS[tone]}</span>
      {label}
    </span>
  );
}

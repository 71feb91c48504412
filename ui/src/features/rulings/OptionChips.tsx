import { isBurden, type OptionWords } from "./words";
import styles from "./rulings.module.css";

/** What the consumer may have. Burdens stand apart, with their word. */
export function OptionChips({ options, words, chosen }: { options: readonly string[]; words: OptionWords; chosen?: string | undefined }) {
  return (
    <ul className={styles.chips} aria-label="可选处理">
      {options.map((code) => (
        <li key={code} className={isBurden(code) ? styles.burden : styles.option}>
          {words.label(code)}
          {chosen === code ? <strong className={styles.chosen}> ✓ 消费者所选</strong> : null}
        </li>
      ))}
    </ul>
  );
}

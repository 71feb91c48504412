import type { BenchCard } from "@/bridge";
import { DueText } from "@/shared/deadline";
import look from "@/shared/look.module.css";
import { toneOf } from "@/shared/record";
import { StateTag } from "@/shared/values";
import styles from "./bench.module.css";

interface CardsProps {
  cards: readonly BenchCard[];
  more: number;
  onLay: (id: string) => void;
}

/** The next units, nearest limit first; a digit lays one on the bench. */
export function Cards({ cards, more, onLay }: CardsProps) {
  if (cards.length === 0) return null;
  return (
    <section aria-label="接下来">
      <ol className={styles.cards}>
        {cards.map((card, at) => (
          <li key={card.id}>
            <button type="button" className={styles.card} onClick={() => onLay(card.id)}>
              <span className={styles.cardHead}><kbd>{at + 1}</kbd> <StateTag label={card.state_label} tone={toneOf(card.state)} /></span>
              <strong className={look.clipped}>{card.title}</strong>
              <span className={look.quiet}>{card.number}</span>
              <span className={look.quiet}>{[card.shelf === null ? "" : `货位 ${card.shelf}`, card.unclaimed ? "还没人领" : ""].filter((words) => words !== "").join(" · ")}</span>
              {card.due_at === null ? null : <DueText short due={card.due_at} />}
            </button>
          </li>
        ))}
      </ol>
      {more === 0 ? null : <p className={look.quiet}>后面还有 {more} 台</p>}
    </section>
  );
}

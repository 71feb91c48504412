import type { ReactNode } from "react";
import { beijing } from "../time";
import styles from "./Timeline.module.css";

export interface TimelineItem {
  id: string;
  /** When, an instant. */
  at: string;
  /** Who: a person of the shop, 消费者, 平台, 系统. */
  actor: string;
  /** What was done, a verb. */
  title: string;
  body?: ReactNode;
  /** Written by a person of the shop rather than by a step. */
  note?: boolean;
}

interface Day {
  date: string;
  items: TimelineItem[];
}

/** Groups neighbours of the same Beijing day; the order given is kept. */
export function byDay(items: readonly TimelineItem[]): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const date = beijing(item.at)?.date ?? "时间不明";
    const last = days.at(-1);
    if (last?.date === date) last.items.push(item);
    else days.push({ date, items: [item] });
  }
  return days;
}

/** What happened, by day, in the order given. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <div role="group" aria-label={label}>
      {byDay(items).map((day) => (
        <section key={`${day.date} ${day.items[0]?.id ?? ""}`} aria-label={day.date}>
          <h3 className={styles.day}>{day.date}</h3>
          <ol>{day.items.map((item) => <Entry key={item.id} item={item} />)}</ol>
        </section>
      ))}
    </div>
  );
}

function Entry({ item }: { item: TimelineItem }) {
  return (
    <li className={styles.entry}>
      <time className={styles.time} dateTime={item.at}>{beijing(item.at)?.time ?? "—"}</time>
      <div className={item.note === true ? styles.note : styles.step}>
        <p><span className={styles.actor}>{item.actor}</span> {item.title}</p>
        {item.body === undefined ? null : <div className={styles.body}>{item.body}</div>}
      </div>
    </li>
  );
}

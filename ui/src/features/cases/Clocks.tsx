import type { ClockView } from "@/bridge";
import { DueText, LaneBadge, dueWords } from "@/shared/deadline";
import { useNow } from "@/shared/time";
import styles from "./cases.module.css";

/** The limits of a case as thin bars, with what happens at zero and what each rests on. */
export function Clocks({ clocks }: { clocks: readonly ClockView[] }) {
  if (clocks.length === 0) return <p className={styles.quiet}>没有时限在走。</p>;
  return <ul className={styles.clocks}>{clocks.map((clock) => <Clock key={`${clock.code} ${clock.started_at}`} clock={clock} />)}</ul>;
}

function Clock({ clock }: { clock: ClockView }) {
  const now = useNow();
  const due = { due: clock.due_at, met: clock.stopped_at };
  const tone = dueWords(due, now)?.tone;
  const share = shareGone(clock, now.getTime());
  const look = [styles.meterFill, tone === "late" || tone === "broken" ? styles.meterLate : tone === "today" ? styles.meterToday : clock.stopped_at !== null ? styles.meterStopped : ""];
  return (
    <li className={styles.clock}>
      <div className={styles.clockHead}>
        <span><LaneBadge lane={clock.lane} /> {clock.label}</span>
        <DueText {...due} />
      </div>
      <div className={styles.meter} role="img" aria-label={`已用去 ${Math.round(share * 100)}%`}>
        <div className={look.join(" ")} style={{ width: `${share * 100}%` }} />
      </div>
      <p className={styles.quiet}>{clock.stopped_at === null ? `到零：${clock.at_zero}` : "已停止计时"} · {clock.clause}</p>
    </li>
  );
}

/** How much of the time has gone by, 0 to 1. */
export function shareGone(clock: Pick<ClockView, "started_at" | "due_at" | "stopped_at">, now: number): number {
  const [start, due] = [Date.parse(clock.started_at), Date.parse(clock.due_at)];
  const until = clock.stopped_at === null ? now : Date.parse(clock.stopped_at);
  if (!(due > start)) return 1;
  return Math.min(1, Math.max(0, (until - start) / (due - start)));
}

import { beijing, daysBetween } from "../time";

/** late: past due; today: due today (Beijing); later: after today; kept: done in time; broken: done too late; paused: not running. */
export type DueTone = "late" | "today" | "later" | "kept" | "broken" | "paused";

export interface DueWords {
  tone: DueTone;
  /** 剩 3小时20分 · 超时 2天4小时 · 已按时完成 */
  left: string;
  /** 今天 17:00 · 明天 09:00 · 03-07 17:00 · 2027-01-02 17:00 */
  at: string;
}

/** A clock as the core reports it. */
export interface Due {
  /** The limit, an instant. */
  due: string;
  /** When the clock was met, if it was. */
  met?: string | null;
  /** When it was paused, if it is. */
  paused?: string | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The two largest units: 2天4小时, 3小时20分, 20分; under a minute 不到1分. */
export function span(ms: number): string {
  if (ms >= DAY) return two(Math.floor(ms / DAY), "天", Math.floor((ms % DAY) / HOUR), "小时");
  if (ms >= HOUR) return two(Math.floor(ms / HOUR), "小时", Math.floor((ms % HOUR) / MINUTE), "分");
  return ms >= MINUTE ? `${Math.floor(ms / MINUTE)}分` : "不到1分";
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

const NEAR: Record<number, string> = { [-1]: "昨天", 0: "今天", 1: "明天", 2: "后天" };

/** The moment in words relative to today; the year is named only when it is another one. A limit at midnight ends its last day: 24:00. */
export function moment(instant: string, now: Date): string | null {
  const at = endOfDay(instant) ?? beijing(instant);
  const today = beijing(now);
  if (at === null || today === null) return null;
  const near = NEAR[daysBetween(today.date, at.date) ?? Number.NaN];
  const date = near ?? (at.date.slice(0, 4) === today.date.slice(0, 4) ? at.date.slice(5) : at.date);
  return `${date} ${at.time}`;
}

/** The day that ends at this instant. */
function endOfDay(instant: string): { date: string; time: string } | null {
  if (beijing(instant)?.time !== "00:00") return null;
  const day = beijing(new Date(Date.parse(instant) - MINUTE));
  return day === null ? null : { date: day.date, time: "24:00" };
}

/** What a clock says at `now`; null when its limit is no instant. */
export function dueWords(clock: Due, now: Date): DueWords | null {
  const at = moment(clock.due, now);
  if (at === null) return null;
  const due = Date.parse(clock.due);
  if (clock.met != null) return metWords(due, Date.parse(clock.met), at);
  if (clock.paused != null) return { tone: "paused", left: `暂停，剩 ${span(Math.max(0, due - Date.parse(clock.paused)))}`, at };
  const left = due - now.getTime();
  if (left < 0) return { tone: "late", left: `超时 ${span(-left)}`, at };
  return { tone: at.startsWith("今天") ? "today" : "later", left: `剩 ${span(left)}`, at };
}

function metWords(due: number, met: number, at: string): DueWords {
  return met <= due ? { tone: "kept", left: "已按时完成", at } : { tone: "broken", left: `完成时已超时 ${span(met - due)}`, at };
}

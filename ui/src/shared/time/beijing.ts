const OFFSET_MS = 8 * 3600_000;
const DAY_MS = 24 * 3600_000;

/** A moment as Beijing reads it. The machine's own zone never matters. */
export interface BeijingTime {
  /** 2026-03-05 */
  date: string;
  /** 14:30 */
  time: string;
}

const pad = (n: number) => String(n).padStart(2, "0");

/** An instant (ISO 8601 with zone, or Date) in Beijing; null when it is not one. */
export function beijing(instant: string | Date): BeijingTime | null {
  const at = instant instanceof Date ? instant.getTime() : Date.parse(instant);
  if (Number.isNaN(at)) return null;
  const local = new Date(at + OFFSET_MS);
  return {
    date: `${local.getUTCFullYear()}-${pad(local.getUTCMonth() + 1)}-${pad(local.getUTCDate())}`,
    time: `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}`,
  };
}

/** The instant, in UTC, of what Beijing reads as 2026-03-05 14:30; null when it is not one. */
export function beijingInstant(wall: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/.exec(wall);
  const at = found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}:00+08:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace(".000Z", "Z");
}

/** The number of a calendar day (2026-03-05), counted from 1970-01-01; null when it is not one. */
export function dayNumber(date: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? null : at / DAY_MS;
}

/** The calendar day with that number. */
export function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one calendar day to another; null when either is not one. */
export function daysBetween(from: string, to: string): number | null {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  return start === null || end === null ? null : end - start;
}

/** 2026-03-05 14:30; a calendar day stays as it is; what cannot be read is shown as a dash. */
export function formatDate(value: string): string {
  if (dayNumber(value) !== null) return value;
  const at = beijing(value);
  return at === null ? "—" : `${at.date} ${at.time}`;
}

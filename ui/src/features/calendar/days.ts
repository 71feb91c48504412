export interface CalendarDay {
  date: string;
  /** A day off; otherwise a weekend day that is worked. */
  off: boolean;
  name: string;
}

/** The days of a year by month, 1 to 12; months without any are left out. */
export function byMonth(days: readonly [string, string, string][], year: number): [number, CalendarDay[]][] {
  const months = new Map<number, CalendarDay[]>();
  for (const [date, kind, name] of days) {
    if (!date.startsWith(`${year}-`)) continue;
    const month = Number(date.slice(5, 7));
    months.set(month, [...(months.get(month) ?? []), { date, off: kind === "holiday", name }]);
  }
  return [...months.entries()].sort(([a], [b]) => a - b);
}

/** 1-3日 for neighbours of one name, so that a month is a line or two. */
export function inRuns(days: readonly CalendarDay[]): string[] {
  const runs: { from: number; to: number; off: boolean; name: string }[] = [];
  for (const day of days) {
    const number = Number(day.date.slice(8, 10));
    const last = runs.at(-1);
    if (last !== undefined && last.to + 1 === number && last.name === day.name && last.off === day.off) last.to = number;
    else runs.push({ from: number, to: number, off: day.off, name: day.name });
  }
  return runs.map(({ from, to, off, name }) => `${from === to ? from : `${from}–${to}`} 日 ${name}${off ? "" : "（上班）"}`);
}

/** A file as text: UTF-8, or what older spreadsheets write. */
export function decodeFile(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

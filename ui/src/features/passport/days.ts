import type { CoverTerm, Passport } from "@/bridge";
import type { DayBarInput, DayMark } from "@/shared/daybar";

/** The days of a unit: from the start of its period to the end, its repairs as blocks. null where no period is known. */
export function daysOf({ cover, repairs, as_of }: Passport): DayBarInput | null {
  const unit = cover?.unit ?? null;
  if (cover === null || unit?.start == null || unit.expires === null) return null;
  const all: [string | null, string][] = [
    [unit.start, "起算"],
    [cover.day7_last, "第7日"],
    [cover.day15_last, "第15日"],
    [unit.expires_raw === unit.expires ? null : unit.expires_raw, "原期满"],
    [unit.expires, "期满"],
  ];
  const { start } = unit;
  // After an exchange the windows of the first sale lie before the period and are no mark on it.
  const marks = all.flatMap(([date, label]): DayMark[] => (date === null || date < start ? [] : [{ date, label }]));
  return {
    marks: marks.sort((a, b) => a.date.localeCompare(b.date)),
    blocks: repairs.filter(({ sent_in }) => sent_in >= start).map(({ sent_in, out }) => ({ from: sent_in, to: out ?? as_of, label: out === null ? "维修（未交还）" : "维修" })),
    today: as_of,
  };
}

/** 至 2027-05-14（顺延 8 天） */
export function termWords(term: CoverTerm): string {
  if (term.expires === null) return "期限未查到，请核对三包凭证";
  const notes = [term.extension_days > 0 ? `顺延 ${term.extension_days} 天` : "", term.restarted ? `自更换之日 ${term.start ?? ""} 重算` : ""].filter((note) => note !== "");
  return `至 ${term.expires}${notes.length === 0 ? "" : `（${notes.join("，")}）`}`;
}

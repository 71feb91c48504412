import type { Bar } from "@/bridge";
import type { DayBarInput, DayMark } from "@/shared/daybar";

/** The dates of an answer as marks in the order of time; `today` tells whether the day of the decision is today. */
export function barInput(bar: Bar, today: string): DayBarInput {
  const all: [string | null, string][] = [
    [bar.start, "起算"],
    [bar.day7, "第7日"],
    [bar.day15, "第15日"],
    [bar.period_end_raw === bar.period_end ? null : bar.period_end_raw, "原期满"],
    [bar.period_end, "期满"],
    [bar.fault, "故障/申请"],
  ];
  const marks = all.flatMap(([date, label]): DayMark[] => (date === null ? [] : [{ date, label }]));
  return {
    marks: marks.sort((a, b) => a.date.localeCompare(b.date)),
    blocks: bar.repairs.map((repair) => ({ from: repair.in, to: repair.out ?? bar.as_of, label: repair.out === null ? "维修（未交还）" : "维修" })),
    today: bar.as_of,
    todayLabel: bar.as_of === today ? "今天" : "判定日",
  };
}

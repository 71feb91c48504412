import { Button, Segmented } from "antd";
import { useState } from "react";
import { useOperation } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import { beijing, useNow } from "@/shared/time";
import styles from "./calendar.module.css";
import { byMonth, inRuns } from "./days";
import { ImportYear } from "./ImportYear";

/** 工作日历: the years that are known, their days by month, and the way to take in the next one. */
export function CalendarPanel() {
  const thisYear = Number((beijing(useNow())?.date ?? "").slice(0, 4));
  const { data, error } = useOperation("calendar.show", {}, { kinds: ["calendar_year"] });
  const [chosen, setChosen] = useState<number | null>(null);
  const [importing, setImporting] = useState(false);
  if (error !== null) return <ErrorNote error={error} />;
  if (data === undefined) return null;
  const { first_year: first, last_year: last } = data;
  const years = first === null || last === null ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const year = chosen ?? (years.includes(thisYear) ? thisYear : (last ?? thisYear));
  const may = data.buttons.some((button) => button.event === "import" && button.enabled);
  return (
    <Card title="工作日历" extra={may ? <Button size="small" onClick={() => setImporting(true)}>导入一年…</Button> : undefined}>
      {last === null || last < thisYear + 1 ? (
        <p className={last === null || last < thisYear ? styles.late : styles.quiet}>
          {last === null ? "一年也没有导入，" : `日历只到 ${last} 年底，`}更晚的期限不会因节假日顺延；国务院公布下一年安排后请在这里导入。
        </p>
      ) : null}
      {years.length === 0 ? null : <Segmented aria-label="年份" options={years.map((one) => ({ value: one, label: String(one) }))} value={year} onChange={(value) => setChosen(Number(value))} />}
      <dl className={styles.months}>
        {byMonth(data.days, year).map(([month, days]) => (
          <div key={month} className={styles.month}>
            <dt>{month} 月</dt>
            <dd>{inRuns(days).join("；")}</dd>
          </div>
        ))}
      </dl>
      <ImportYear open={importing} onClose={() => setImporting(false)} />
    </Card>
  );
}

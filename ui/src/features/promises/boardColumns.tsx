import { Link } from "react-router";
import type { PromiseRow } from "@/bridge";
import type { DataColumn } from "@/shared/DataTable";
import look from "@/shared/look.module.css";
import { toneOf } from "@/shared/record";
import { formatFen, Money, StateTag } from "@/shared/values";
import { breachesOf, ordersOf, rateText, type Period } from "./figures";
import styles from "./promises.module.css";

/** The board's columns. Every figure that is not zero opens its rows. */
export function boardColumns(period: Period, now: string): DataColumn<PromiseRow>[] {
  const count = (id: string, title: string, width: number, of: (row: PromiseRow) => number, states: readonly string[]): DataColumn<PromiseRow> => ({
    id, title, width, align: "right", cell: (row) => <Figure n={of(row)} to={ordersOf(row.id, period, states)} words={`${row.title} ${title}`} />,
  });
  return [
    { id: "title", title: "承诺", rowHeader: true, fixed: true, cell: (row) => <span className={look.clipped} title={row.title}>{row.title}</span> },
    { id: "number", title: "编号", width: 132, cell: (row) => row.number },
    { id: "type", title: "类型", width: 160, hidden: true, cell: (row) => `${row.kind} · ${row.type_label}` },
    { id: "state", title: "状态", width: 112, cell: (row) => <StateTag label={row.state_label} tone={toneOf(row.state)} /> },
    { id: "limit", title: "时限", width: 190, hidden: true, cell: (row) => row.limit },
    { id: "rate", title: "履约率", width: 96, align: "right", cell: (row) => <Rate row={row} /> },
    count("kept", "已履行", 80, (row) => row.counts.kept, ["kept"]),
    count("broken", "违诺", 72, (row) => row.counts.broken, ["broken"]),
    { id: "pending", title: "待履行", width: 120, align: "right", cell: (row) => <Pending row={row} period={period} now={now} /> },
    count("unclear", "待核定", 76, (row) => row.counts.unclear, ["unclear"]),
    { ...count("void", "不适用", 76, (row) => row.counts.void, ["void"]), hidden: true },
    { id: "owed", title: "应赔未赔", width: 104, align: "right", cell: (row) => <Sum cases={row.owed_cases} fen={row.owed_fen} to={breachesOf(row.id, "owed", period)} words={`${row.title} 应赔未赔`} /> },
    { id: "paid", title: "已赔", width: 96, align: "right", cell: (row) => <Sum cases={row.paid_fen} fen={row.paid_fen} to={breachesOf(row.id, "paid", period)} words={`${row.title} 已赔`} /> },
  ];
}

function Figure({ n, to, words }: { n: number; to: string; words: string }) {
  return n === 0 ? <>0</> : <Link to={to} aria-label={`${words} ${n}`}>{n}</Link>;
}

function Sum({ cases, fen, to, words }: { cases: number; fen: number; to: string; words: string }) {
  return cases === 0 ? <Money fen={fen} /> : <Link to={to} aria-label={`${words} ${formatFen(fen)}`}><Money fen={fen} /></Link>;
}

function Rate({ row }: { row: PromiseRow }) {
  if (!row.over_promised) return <>{rateText(row.rate)}</>;
  return <span className={styles.below} title={`低于预警线 ${row.warn_below}%`}><span aria-hidden="true">! </span>{rateText(row.rate)}<span className="visually-hidden">，低于预警线 {row.warn_below}%</span></span>;
}

function Pending({ row, period, now }: { row: PromiseRow; period: Period; now: string }) {
  const { pending, overdue } = row.counts;
  return (
    <>
      <Figure n={pending} to={ordersOf(row.id, period, ["pending"])} words={`${row.title} 待履行`} />
      {overdue === 0 ? null : <> · <Link className={styles.due} to={ordersOf(row.id, period, ["pending"], [{ field: "due_at", to: now }])}>到期待核 {overdue}</Link></>}
    </>
  );
}

import type { ColumnView, FilePreview, RefusedRow, RowView } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState } from "@/shared/feedback";
import styles from "./imports.module.css";

const ROW_PX = 56;
const COLUMN_PX = 150;
/** Numbers of orders and cases must be seen whole. */
const NUMBER_PX = 210;

/** The first rows as they stand in the file, faults marked where they are. */
export function PreviewTable({ file }: { file: FilePreview }) {
  const faults = file.first_rows.flatMap((row) => row.faults);
  return (
    <>
      <DataTable
        label="文件开头"
        columns={columnsOf(file.columns)}
        rows={file.first_rows}
        rowId={({ row }) => String(row)}
        empty={<EmptyState title="这个文件里没有数据行" step="请换一个文件，或在平台上重新导出" />}
      />
      {faults.length === 0 ? null : <FaultList faults={faults} />}
    </>
  );
}

/** Columns that serve a field come first; the others are kept as they are. */
function columnsOf(columns: readonly ColumnView[]): DataColumn<RowView>[] {
  const placed = columns.map((column, at) => ({ column, at }));
  const ordered = [...placed.filter(({ column }) => column.field !== null), ...placed.filter(({ column }) => column.field === null)];
  return [
    { id: "row", title: "行", width: ROW_PX, align: "right", rowHeader: true, fixed: true, cell: (row) => <RowNumber row={row} /> },
    ...ordered.map(({ column, at }) => ({
      id: `c${at}`,
      title: titleOf(column),
      width: column.field?.endsWith("_no") === true ? NUMBER_PX : COLUMN_PX,
      cell: (row: RowView) => <Marked text={shownText(row.cells[at] ?? "")} fault={row.faults.find((fault) => fault.column === column.heading)} />,
    })),
  ];
}

/** Platforms wrap numbers as a formula, ="123", so that a spreadsheet keeps their figures; that is not for people. */
function shownText(cell: string): string {
  return /^="(.*)"$/s.exec(cell)?.[1] ?? cell;
}

function titleOf({ heading, field_label }: ColumnView): string {
  return field_label === null || field_label === heading ? heading : `${heading} → ${field_label}`;
}

function RowNumber({ row }: { row: RowView }) {
  const fault = row.faults.find(({ column }) => column === "");
  return fault === undefined ? row.row : <Marked text={String(row.row)} fault={fault} />;
}

function Marked({ text, fault }: { text: string; fault: RefusedRow | undefined }) {
  if (fault === undefined) return <span title={text}>{text}</span>;
  return (
    <span className={styles.fault} title={`${text}：${fault.reason}`}>
      <span aria-hidden="true">✗ </span>
      <span className="visually-hidden">有误：</span>
      {text === "" ? "（空）" : text}
    </span>
  );
}

/** The same in words: a title is out of reach for the keyboard. */
function FaultList({ faults }: { faults: readonly RefusedRow[] }) {
  return (
    <ul className={styles.faults} aria-label="前几行里的问题">
      {faults.map(({ row, column, reason }) => (
        <li key={`${row} ${column} ${reason}`}><span aria-hidden="true">✗ </span>第 {row} 行{column === "" ? "" : ` ${column}`}：{reason}</li>
      ))}
    </ul>
  );
}

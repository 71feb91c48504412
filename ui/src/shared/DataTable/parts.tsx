import { Button } from "antd";
import type { MouseEvent, ReactNode } from "react";
import styles from "./DataTable.module.css";
import type { DataColumn, DataTableProps, Sort } from "./types";

const alignOf = (column: DataColumn<never>) => (column.align === "right" ? styles.right : undefined);

/** The head cell of a column; a button when the core can order by it. */
export function HeadCell<Row>({ column, sort }: { column: DataColumn<Row>; sort: DataTableProps<Row>["sort"] }) {
  const sorted = sort?.by?.column === column.id ? sort.by : null;
  const direction = sorted === null ? "none" : sorted.descending ? "descending" : "ascending";
  const sortable = column.sortable === true && sort !== undefined;
  return (
    <th scope="col" className={alignOf(column as DataColumn<never>)} {...(sortable ? { "aria-sort": direction } : {})}>
      {sortable ? (
        <button type="button" className={styles.sort} onClick={() => sort.onChange(nextSort(column.id, sorted))}>
          {column.title}
          <span aria-hidden="true">{sorted === null ? "" : sorted.descending ? " ↓" : " ↑"}</span>
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

/** Ascending, descending, then the list's own order again. */
function nextSort(column: string, sorted: Sort | null): Sort | null {
  if (sorted === null) return { column, descending: false };
  return sorted.descending ? null : { column, descending: true };
}

export interface RowViewProps<Row> {
  row: Row;
  index: number;
  columns: readonly DataColumn<Row>[];
  active: boolean;
  /** Tab reaches this row. */
  reachable: boolean;
  /** undefined: rows cannot be ticked. */
  ticked: boolean | undefined;
  onTick: (event: MouseEvent) => void;
  onActivate: () => void;
  onOpen: (() => void) | undefined;
}

export function RowView<Row>({ row, index, columns, active, reachable, ticked, onTick, onActivate, onOpen }: RowViewProps<Row>) {
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      {...(ticked === undefined ? {} : { "aria-selected": ticked })}
      tabIndex={reachable ? 0 : -1}
      className={active ? styles.active : undefined}
      onFocus={onActivate}
      onDoubleClick={onOpen}
    >
      {ticked === undefined ? null : (
        <td className={styles.tick}>
          {/* X and Space tick the row; this box is for the pointer. */}
          <input type="checkbox" tabIndex={-1} checked={ticked} readOnly onClick={onTick} aria-label={`勾选第 ${index + 1} 行`} />
        </td>
      )}
      {columns.map((column) => <Cell key={column.id} column={column as DataColumn<never>}>{column.cell(row)}</Cell>)}
    </tr>
  );
}

function Cell({ column, children }: { column: DataColumn<never>; children: ReactNode }) {
  const content = <div className={styles.clip} title={typeof children === "string" ? children : undefined}>{children}</div>;
  const className = alignOf(column);
  return column.rowHeader === true ? <th scope="row" className={className}>{content}</th> : <td className={className}>{content}</td>;
}

/** Grey rows of the same height while the first answer is on its way, so that nothing jumps when it comes. */
export function SkeletonRows({ columns, count }: { columns: number; count: number }) {
  return Array.from({ length: count }, (_, row) => (
    <tr key={row} aria-hidden="true">
      {Array.from({ length: columns }, (_, column) => (
        <td key={column}><div className={styles.skeleton} style={{ width: `${45 + ((row * 3 + column * 5) % 5) * 10}%` }} /></td>
      ))}
    </tr>
  ));
}

/** An empty stretch in place of the rows that are out of view. */
export function Spacer({ height, span }: { height: number; span: number }) {
  if (height === 0) return null;
  return <tr aria-hidden="true" className={styles.spacer}><td colSpan={span} style={{ height }} /></tr>;
}

export function MoreButton({ more }: { more: NonNullable<DataTableProps<never>["more"]> }) {
  if (!more.available) return null;
  return <div className={styles.more}><Button onClick={more.load} loading={more.loading}>更多</Button></div>;
}

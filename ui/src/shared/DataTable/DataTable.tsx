import type { RowData } from "@tanstack/react-table";
import { Button } from "antd";
import { useRef } from "react";
import { ColumnChooser } from "./ColumnChooser";
import { grown, usePreferences } from "../preferences";
import styles from "./DataTable.module.css";
import { HeadCell, MoreButton, RowView, SkeletonRows, Spacer } from "./parts";
import { toggledAll } from "./selection";
import type { DataColumn, DataTableProps } from "./types";
import { useDataTable } from "./useDataTable";
import { useRowKeys } from "./useRowKeys";
import { useWindowing } from "./useWindowing";

const SKELETON_ROWS = 8;
const TICK_PX = 40;
/** The least a column without a width of its own may shrink to; beyond that the table, never the page, scrolls sideways. */
const FREE_PX = 120;

/** The table. A grid whose rows take the focus: arrows, J and K move, Enter opens, X ticks. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, rows, rowId, selection, loading = false, total, empty, more, onOpen, sort } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { table, setHidden } = useDataTable(props);
  const { rowWindow, show } = useWindowing(rows.length, scroller, body);
  const keys = useRowKeys(props, show);
  const shownIds = new Set(table.getVisibleLeafColumns().map((column) => column.id));
  const columns = props.columns.filter((column) => shownIds.has(column.id));
  const span = columns.length + (selection === undefined ? 0 : 1);
  const widths = widthsOf(columns, selection !== undefined, usePreferences().baseSize);
  const order = rows.map(rowId);
  const reachable = keys.activeId ?? order[0];
  const firstLoad = loading && rows.length === 0;

  return (
    <div className={styles.table}>
      <Tools props={props} shownIds={shownIds} setHidden={setHidden} />
      <div ref={scroller} className={styles.scroller}>
        {/* A grid is a widget: its rows take the focus and the keys. */}
        <table
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
          role="grid"
          tabIndex={-1}
          style={{ minWidth: leastWidth(widths) }}
          aria-label={label}
          aria-rowcount={total === undefined ? (more?.available === true ? -1 : rows.length + 1) : total + 1}
          aria-busy={loading}
          aria-multiselectable={selection !== undefined}
          onKeyDown={keys.onKeyDown}
          onFocus={() => keys.setFocused(true)}
          onBlur={(event) => keys.setFocused(event.currentTarget.contains(event.relatedTarget))}
        >
          <colgroup>
            {widths.map(({ id, px }) => <col key={id} style={px === undefined ? {} : { width: px }} />)}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {selection === undefined ? null : (
                <th scope="col" className={styles.tick}>
                  <input
                    type="checkbox"
                    aria-label="勾选全部已列出的行"
                    checked={order.length > 0 && order.every((id) => selection.ids.has(id))}
                    onChange={() => selection.onChange(toggledAll(selection.ids, order))}
                  />
                </th>
              )}
              {columns.map((column) => <HeadCell key={column.id} column={column} sort={sort} />)}
            </tr>
          </thead>
          <tbody ref={body}>
            {firstLoad ? <SkeletonRows columns={span} count={SKELETON_ROWS} /> : null}
            <Spacer height={rowWindow.before} span={span} />
            {rows.slice(rowWindow.from, rowWindow.to).map((row, at) => {
              const index = rowWindow.from + at;
              const id = rowId(row);
              return (
                <RowView
                  key={id}
                  {...{ row, index, columns }}
                  active={id === keys.activeId}
                  reachable={id === reachable}
                  ticked={selection?.ids.has(id)}
                  onTick={(event) => (event.shiftKey ? keys.tickTo(id) : keys.tick(id))}
                  onActivate={() => keys.activate(index)}
                  onOpen={onOpen === undefined ? undefined : () => onOpen(row)}
                />
              );
            })}
            <Spacer height={rowWindow.after} span={span} />
          </tbody>
        </table>
        {rows.length === 0 && !loading ? empty : null}
        {more === undefined || rows.length === 0 ? null : <MoreButton more={more} />}
      </div>
    </div>
  );
}

interface Width {
  id: string;
  px: number | undefined;
}

function widthsOf<Row>(columns: readonly DataColumn<Row>[], ticks: boolean, baseSize: number): Width[] {
  const own = columns.map(({ id, width }) => ({ id, px: width === undefined ? undefined : grown(width, baseSize) }));
  return ticks ? [{ id: "tick", px: TICK_PX }, ...own] : own;
}

function leastWidth(widths: readonly Width[]): number {
  return widths.reduce((sum, { px }) => sum + (px ?? FREE_PX), 0);
}

interface ToolsProps<Row> {
  props: DataTableProps<Row>;
  shownIds: ReadonlySet<string>;
  setHidden: (ids: string[]) => void;
}

function Tools<Row>({ props: { toolbar, selection, columns, name, rows, total, label }, shownIds, setHidden }: ToolsProps<Row>) {
  const ticked = selection?.ids.size ?? 0;
  const choosable = columns.filter((column) => column.fixed !== true);
  return (
    <div className={styles.tools}>
      <div className={styles.toolbar}>{toolbar}</div>
      <span role="status" className={styles.count}>
        {ticked === 0 ? `${label}：${total ?? rows.length} 行` : `已勾选 ${ticked} 行`}
      </span>
      {ticked === 0 ? null : <Button size="small" onClick={() => selection?.onChange(new Set())}>清除勾选</Button>}
      {name === undefined || choosable.length === 0 ? null : (
        <ColumnChooser columns={choosable.map(({ id, title }) => ({ id, title, shown: shownIds.has(id) }))} onHidden={setHidden} />
      )}
    </div>
  );
}

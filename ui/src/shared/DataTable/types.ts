import type { ReactNode, Ref } from "react";

export interface DataColumn<Row> {
  id: string;
  title: string;
  /** What the cell shows. */
  cell: (row: Row) => ReactNode;
  /** Numbers and sums stand right. */
  align?: "left" | "right";
  /** Width in px at the 14 px base size, growing with it; without it the column takes an equal share of what is left. */
  width?: number;
  /** Names the row for a screen reader; at most one column. */
  rowHeader?: boolean;
  /** Cannot be hidden by the column chooser. */
  fixed?: boolean;
  /** Hidden until chosen. */
  hidden?: boolean;
  /** The core can order by it. */
  sortable?: boolean;
}

export interface Sort {
  column: string;
  descending: boolean;
}

export interface DataTableProps<Row> {
  /** The name of the list: 我的队列. */
  label: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The first answer is not there yet. */
  loading?: boolean;
  /** All rows there are, when the core knows. */
  total?: number;
  /** What stands there when there is nothing: an EmptyState. */
  empty: ReactNode;
  /** Keyset paging: there is more after the last row. */
  more?: { available: boolean; loading: boolean; load: () => void };
  /** Enter or a double click on a row. */
  onOpen?: (row: Row) => void;
  /** Rows can be ticked: X, Shift+X, Space. */
  selection?: { ids: ReadonlySet<string>; onChange: (ids: ReadonlySet<string>) => void };
  sort?: { by: Sort | null; onChange: (sort: Sort | null) => void };
  /** The list of the screen: J K Enter X act on it wherever the focus is. One per screen. */
  primary?: boolean;
  /** Remembers the chosen columns under this name. */
  name?: string;
  /** At the left above the table: views, filters. */
  toolbar?: ReactNode;
  /** Follows the row that the keyboard stands on. */
  onActive?: (row: Row) => void;
  /** Moves the keyboard from outside. */
  handle?: Ref<RowHandle>;
}

/** What a screen may do with the row that the keyboard stands on. */
export interface RowHandle {
  /** On to the next row: what was being done on this one is done. */
  next: () => void;
}

import { columnVisibilityFeature, rowSelectionFeature, tableFeatures, useTable, type ColumnDef, type RowData } from "@tanstack/react-table";
import { useMemo } from "react";
import { usePreferences, useSetPreferences } from "../preferences";
import type { DataTableProps } from "./types";

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
export type Features = typeof features;

/** The table behind the picture: which columns are shown, which rows are ticked. Both are owned outside and passed in. */
export function useDataTable<Row extends RowData>({ columns, rows, rowId, selection, name }: DataTableProps<Row>) {
  const hidden = useHiddenColumns(name, columns.filter((column) => column.hidden === true).map((column) => column.id));
  const definitions = useMemo<ColumnDef<Features, Row>[]>(
    () => columns.map((column) => ({ id: column.id, header: column.title, enableHiding: column.fixed !== true })),
    [columns],
  );
  const table = useTable<Features, Row>({
    features,
    columns: definitions,
    data: rows as Row[],
    getRowId: rowId,
    enableRowSelection: selection !== undefined,
    state: {
      columnVisibility: Object.fromEntries(hidden.ids.map((id) => [id, false])),
      rowSelection: Object.fromEntries([...(selection?.ids ?? [])].map((id) => [id, true as const])),
    },
  });
  return { table, setHidden: hidden.set };
}

/** The hidden columns of a named table are a preference; an unnamed one shows its own choice. */
function useHiddenColumns(name: string | undefined, byDefault: string[]) {
  const { hiddenColumns } = usePreferences();
  const setPreferences = useSetPreferences();
  const ids = (name === undefined ? undefined : hiddenColumns[name]) ?? byDefault;
  return {
    ids,
    set: (next: string[]) => {
      if (name !== undefined) setPreferences({ hiddenColumns: { ...hiddenColumns, [name]: next } });
    },
  };
}

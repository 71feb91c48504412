export { DataTable } from "./DataTable";
export type { DataColumn, DataTableProps, RowHandle, Sort } from "./types";

export { DataTable } from "./DataTable";
export type { DataColumn, DataTableProps, Sort } from "./types";

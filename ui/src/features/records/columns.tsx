import type { FieldView, ListRow } from "@/bridge";
import type { DataColumn } from "@/shared/DataTable";
import { namingField, toneOf } from "@/shared/record";
import { DateText } from "@/shared/time";
import { StateTag, textOf } from "@/shared/values";
import { cellOf } from "./values";

const FIRST = 6;
const NOT_IN_ROWS = new Set(["json", "long_text"]);
const NAME_PX = 220;
const WIDTHS: Readonly<Record<string, number>> = { date: 112, instant: 150, money: 112, int: 88, bool: 80, choice: 112 };

const NUMBER: DataColumn<ListRow> = { id: "number", title: "编号", width: 140, rowHeader: true, fixed: true, cell: (row) => row.number || "—" };

/** Number, state, the first declared fields, and when it was last changed; the fields after them can be chosen. */
export function columnsOf(fields: readonly FieldView[], rows: readonly ListRow[]): DataColumn<ListRow>[] {
  // Some kinds have no numbers: what people know them by names the row.
  const numbered = rows.length === 0 || rows.some((row) => row.number !== "");
  const inRows = fields.filter((field) => !NOT_IN_ROWS.has(field.type));
  const naming = numbered ? undefined : (namingField(inRows) ?? inRows[0]);
  const others = inRows.filter((field) => field !== naming);
  const shown = naming === undefined ? FIRST : FIRST - 1;
  return [
    naming === undefined ? NUMBER : { ...fieldColumn(naming), width: NAME_PX, rowHeader: true, fixed: true },
    { id: "state", title: "状态", width: 116, cell: (row) => <StateTag label={row.state_label} tone={toneOf(textOf(row.values.state))} /> },
    ...others.map((field, at) => ({ ...fieldColumn(field), ...(at < shown ? {} : { hidden: true }) })),
    { id: "updated", title: "更新", width: 150, cell: (row) => <DateText value={instantOf(row.values.updated_ms)} /> },
  ];
}

function fieldColumn(field: FieldView): DataColumn<ListRow> {
  const width = WIDTHS[field.type];
  return {
    id: field.name,
    title: field.label,
    cell: (row) => cellOf(field, row.values[field.name]),
    ...(field.type === "money" || field.type === "int" ? { align: "right" as const } : {}),
    ...(width === undefined ? {} : { width }),
  };
}

/** Milliseconds since 1970 as an instant; null when there are none. */
export function instantOf(ms: unknown): string | null {
  return typeof ms === "number" && Number.isFinite(ms) && ms > 0 ? new Date(ms).toISOString() : null;
}

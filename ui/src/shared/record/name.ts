import type { FieldView } from "@/bridge";

/** Fields by which people know a record, wherever a kind has one of them. */
const KNOWN = ["goods_title", "order_no", "serial", "title", "name", "label"];
const NAMING = new Set(["text", "long_text"]);

const LONGEST = 40;

/** The first line, or as much of it as names something. */
function firstWords(value: unknown): string {
  const line = typeof value === "string" ? (value.trim().split("\n")[0] ?? "") : "";
  const signs = [...line];
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join("")}…` : line;
}

const declaredNames = (fields: readonly FieldView[]) => fields.filter((field) => NAMING.has(field.type) && !field.name.endsWith("_id")).map(({ name }) => name);

/** The field that names the records of a kind: one that people know, or else the first words that are declared. */
export function namingField(fields: readonly FieldView[]): FieldView | undefined {
  const name = [...KNOWN, ...declaredNames(fields)].find((one) => fields.some((field) => field.name === one));
  return fields.find((field) => field.name === name);
}

/** What a record is called beside its number: the field people know it by, or else the first words that are declared. */
export function titleOf(values: Record<string, unknown>, fields: readonly FieldView[] = []): string {
  return [...KNOWN, ...declaredNames(fields)].map((name) => firstWords(values[name])).find((words) => words !== "") ?? "";
}

/** Number and title, as a list or a link names a record. */
export function nameOf(number: string, values: Record<string, unknown>, fields: readonly FieldView[] = []): string {
  return [number, titleOf(values, fields)].filter((part) => part !== "").join(" · ") || "（没有名称）";
}

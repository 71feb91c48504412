import type { FieldView } from "@/bridge";
import type { CheckItem, FieldDeclaration, FieldType } from "../form";

const TYPES = new Set<string>(["text", "long_text", "int", "money", "date", "instant", "bool", "choice", "checks", "ref"]);

/** A field as the core declares it, as a form takes it; null for structured ones, which have editors of their own. */
export function declarationOf(field: FieldView): FieldDeclaration | null {
  if (!TYPES.has(field.type)) return null;
  return {
    name: field.name,
    label: field.label,
    type: field.type as FieldType,
    required: field.required,
    ...(field.help === "" ? {} : { help: field.help }),
    ...(field.type === "checks" ? { items: itemsOf(field) } : {}),
    choices: field.choices.map(([value, label]) => ({ value, label })),
    ...(field.of === null ? {} : { kind: field.of }),
  };
}

/** The core lists an item once for each of its answers. */
function itemsOf(field: FieldView): CheckItem[] {
  const names = [...new Set(field.choices.map(([item]) => item))];
  return names.map((name) => ({ name, answers: field.choices.filter(([item]) => item === name).map(([, answer]) => answer) }));
}

export function declarationsOf(fields: readonly FieldView[]): FieldDeclaration[] {
  return fields.flatMap((field) => declarationOf(field) ?? []);
}

import type { Button, FieldView } from "@/bridge";
import type { FieldDeclaration, FieldValue, Values } from "../form";
import { declarationsOf } from "./declare";

/** A record as far as its steps are concerned. */
export interface Seen {
  fields?: readonly FieldView[];
  values?: Record<string, unknown>;
}

const stored = (seen: Seen, name: string): unknown => seen.values?.[name] ?? null;

/**
 * A masked value must not come back as if it had been typed. Free words have only the numbers in them masked, and are not declared
 * so: their stars tell.
 */
function keeps(field: FieldView, seen: Seen): boolean {
  const value = stored(seen, field.name);
  return value !== null && (field.masked || (typeof value === "string" && value.includes("*")));
}

/** What a form of a step begins with: the record's own values, none of them masked. */
export function initialOf(button: Button, seen: Seen): Values {
  const open = declarationsOf(button.asks.filter((field) => !field.masked && !keeps(field, seen)));
  return Object.fromEntries(open.map(({ name }) => [name, stored(seen, name) as FieldValue]));
}

/** The fields of the form; a masked one says what it holds, and that it may be left alone. */
export function askedFields(button: Button, seen: Seen): FieldDeclaration[] {
  return button.asks.flatMap((field) => {
    const help = keeps(field, seen) && !field.required ? { ...field, help: `现在是 ${String(stored(seen, field.name))}；留空就不改` } : field;
    return declarationsOf([help]);
  });
}

/** What is sent: a masked field that was left empty keeps its value. */
export function withoutUntouched(button: Button, seen: Seen, input: Record<string, unknown>): Record<string, unknown> {
  const untouched = new Set(button.asks.filter((field) => keeps(field, seen) && input[field.name] === null).map(({ name }) => name));
  return Object.fromEntries(Object.entries(input).filter(([name]) => !untouched.has(name)));
}

/** Labels of the fields that differ between the record that was seen and the one there is now. */
export function changedSince(seen: Seen, now: Seen): string[] {
  const same = (name: string) => JSON.stringify(stored(seen, name)) === JSON.stringify(stored(now, name));
  return (now.fields ?? []).filter(({ name }) => !same(name)).map(({ label }) => label);
}

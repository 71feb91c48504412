import { call } from "@/bridge";
import type { Choice, Lookup } from "../form";
import { nameOf } from "./name";

const MOST = 20;

/** Finds records for a reference: colleagues by name, anything else as the search finds it. The one chosen is always named. */
export const lookupRecords: Lookup = async (kind, text, chosen) => {
  const found = await (kind === "account" ? colleagues(text) : records(kind, text));
  if (chosen === undefined || found.some((choice) => choice.value === chosen)) return found;
  const named = await nameChosen(kind, chosen);
  return named === undefined ? found : [named, ...found];
};

async function colleagues(text: string): Promise<Choice[]> {
  const all = await call("staff.colleagues", {});
  return all.filter((one) => one.name.includes(text)).map((one) => ({ value: one.id, label: `${one.name}（${one.role_label}）` }));
}

async function records(kind: string, text: string): Promise<Choice[]> {
  const { rows, fields } = await call("records.list", { kind, words: text, state: null, after: null });
  return rows.slice(0, MOST).map((row) => ({ value: row.id, label: nameOf(row.number, row.values, fields) }));
}

async function nameChosen(kind: string, id: string): Promise<Choice | undefined> {
  if (kind === "account") return (await colleagues("")).find((one) => one.value === id);
  const found = await call("records.show", { kind, id }).catch(() => undefined);
  return found === undefined ? undefined : { value: id, label: nameOf(found.number, found.values, found.fields) };
}

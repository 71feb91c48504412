import { call } from "@/bridge";
import type { Choice, Lookup } from "../form";
import { nameOf } from "./name";

const MOST = 20;

/** Finds records for a reference: colleagues by name, anything else as the search finds it. The one chosen is always named. `case` stands for a case of any kind. */
export const lookupRecords: Lookup = async (kind, text, chosen) => {
  const found = await (kind === "account" ? colleagues(text) : kind === "case" ? cases(text) : records(kind, text));
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

/** Without words those whose limit is nearest; by words the closed ones too. */
async function cases(text: string): Promise<Choice[]> {
  const words = text === "" ? null : text;
  const { rows } = await call("cases.list", { kind: null, state: null, which: words === null ? "open" : "all", mine: false, due_before: null, words, after: null });
  return rows.slice(0, MOST).map((row) => ({ value: row.id, label: nameOf(row.number, { title: row.title }) }));
}

async function nameChosen(kind: string, id: string): Promise<Choice | undefined> {
  if (kind === "account") return (await colleagues("")).find((one) => one.value === id);
  const shown = kind === "case" ? call("cases.show", { id }).then(({ record }) => record) : call("records.show", { kind, id });
  const found = await shown.catch(() => undefined);
  return found === undefined ? undefined : { value: id, label: nameOf(found.number, found.values, found.fields) };
}

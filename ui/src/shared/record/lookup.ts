import { call } from "@/bridge";
import type { Choice, Lookup } from "../form";

const SHOWN = ["order_no", "serial", "title", "name", "goods_title"];

/** Finds records for a reference: colleagues by name, anything else as the search finds it. */
export const lookupRecords: Lookup = async (kind, text) => {
  if (kind === "account") return colleagues(text);
  const { rows } = await call("records.list", { kind, words: text, state: null, after: null });
  return rows.slice(0, 20).map((row) => ({ value: row.id, label: nameOf(row.number, row.values) }));
};

async function colleagues(text: string): Promise<Choice[]> {
  const all = await call("staff.colleagues", {});
  return all.filter((one) => one.name.includes(text)).map((one) => ({ value: one.id, label: `${one.name}（${one.role_label}）` }));
}

function nameOf(number: string, values: Record<string, unknown>): string {
  const first = SHOWN.map((name) => values[name]).find((value) => typeof value === "string" && value !== "");
  return [number, first].filter((part) => typeof part === "string" && part !== "").join(" · ") || "（没有名称）";
}

import type { FieldView } from "@/bridge";
import type { FieldDeclaration } from "@/shared/form";
import { declarationOf } from "@/shared/record";

export type Claim = "quality" | "no_reason";

const QUALITY_ONLY = new Set([
  "wants", "installed_date", "exchanged_date", "produced_date", "part", "part_replaced_date", "repairs", "parts_wait_days_at_home",
  "fault", "proof", "same_model_available", "accessory_exchanges",
]);
const NO_REASON_ONLY = new Set(["no_reason"]);

/** Whether a fact plays a part in a claim; the others are neither shown nor sent. */
export function appliesTo(claim: string, name: string): boolean {
  return claim === "no_reason" ? !QUALITY_ONLY.has(name) : !NO_REASON_ONLY.has(name);
}

export interface FactGroup {
  title: string;
  names: readonly string[];
}

/** The order in which a person tells a case: what is asked for, when, what was found. */
export const FACT_GROUPS: readonly FactGroup[] = [
  { title: "诉求与商品", names: ["claim", "wants", "goods", "price_fen", "channel", "province"] },
  { title: "日期", names: ["fault_date", "received_date", "invoice_date", "installed_date", "exchanged_date", "produced_date", "as_of"] },
  { title: "故障与凭证", names: ["fault", "proof", "same_model_available", "part", "part_replaced_date", "parts_wait_days_at_home", "accessory_exchanges"] },
];

export const FACT_NAMES: ReadonlySet<string> = new Set([...FACT_GROUPS.flatMap((group) => group.names), "repairs", "no_reason"]);

const YES_NO = [{ value: "true", label: "是" }, { value: "false", label: "否" }];

/** A fact as an input takes it. Yes or no is a choice: not known is a third answer. */
export function factDeclaration(field: FieldView): FieldDeclaration | null {
  if (field.type === "bool") return { name: field.name, label: field.label, type: "choice", choices: YES_NO, help: field.help === "" ? "不清楚就留空" : field.help };
  return declarationOf(field);
}

export function factDeclarations(fields: readonly FieldView[]): FieldDeclaration[] {
  return fields.filter((field) => FACT_NAMES.has(field.name)).flatMap((field) => factDeclaration(field) ?? []);
}

/** The facts without which the rules refuse to answer. */
export function demandedFacts(claim: string): readonly string[] {
  return claim === "no_reason" ? ["goods", "channel", "fault_date"] : ["goods", "channel", "fault_date", "fault", "proof"];
}

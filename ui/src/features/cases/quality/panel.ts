import type { CallError, CaseView, FieldView } from "@/bridge";
import { demandedFacts } from "@/features/rulings";
import { textOf } from "@/shared/values";
import type { Asked, CasePanel } from "../panels";
import { QualityFacts } from "./QualityFacts";
import { QualityForms } from "./QualityForms";
import { QualityRuling } from "./QualityRuling";

/** 售后单 as its page shows it: facts, ruling, choice. */
export const QUALITY_PANEL: CasePanel = {
  Facts: QualityFacts,
  Panel: QualityRuling,
  Forms: QualityForms,
  forms: ["set_facts", "choose"],
  primary: ["rule", "tell", "choose", "begin_repair", "continue_repair", "finish", "accept"],
  keys: [
    { chord: "r", events: ["rule", "set_facts"], label: "判定" },
    { chord: "p", events: ["tell"], label: "出具告知书" },
  ],
  headline: ({ rulings, record }) => rulings[0]?.answer.headline ?? textOf(record.values.fault_text),
  leads: ["ruled"],
  instead: askedFacts,
};

/** What the rules cannot do without is asked for where it belongs. */
function askedFacts(refused: CallError, event: string, { record }: CaseView): Asked | null {
  const asks = record.buttons.find((button) => button.event === "set_facts")?.asks ?? [];
  const field = asks.find(({ name }) => name === refused.field);
  if (event !== "rule" || field === undefined) return null;
  const wrong = record.values[field.name] == null ? missingFacts(asks, record.values, field.name) : { [field.name]: refused.message };
  return { event: "set_facts", wrong };
}

/** All that a ruling cannot do without and that is not there, so that nobody is sent back for one after another. */
function missingFacts(asks: readonly FieldView[], values: Record<string, unknown>, first: string): Record<string, string> {
  const needed = new Set([first, ...demandedFacts(textOf(values.claim))]);
  const missing = asks.filter((field) => needed.has(field.name) && values[field.name] == null);
  return Object.fromEntries(missing.map((field) => [field.name, `判定需要“${field.label}”，请填写`]));
}

import { lazy } from "react";
import type { CaseView } from "@/bridge";
import type { CasePanel } from "@/features/cases";
import { textOf } from "@/shared/values";

/** 退换货单 as its page shows it: what was asked for, where goods and money stand, what is paid back. */
export const RETURN_PANEL: CasePanel = {
  Facts: lazy(async () => ({ default: (await import("./ReturnFacts")).ReturnFacts })),
  Panel: lazy(async () => ({ default: (await import("./ReturnPanel")).ReturnPanel })),
  Forms: lazy(async () => ({ default: (await import("./SumsForm")).SumsForm })),
  forms: ["set_sums"],
  primary: ["approve", "receive", "accept_goods", "resolve", "ship_replacement", "replacement_signed", "request_refund", "refund_result", "close"],
  keys: [{ chord: "r", events: ["rule", "receive", "accept_goods"], label: "判定、签收、验收" }],
  headline,
  shows: ["inspection"],
  leads: ["inspecting", "disputed", "to_refund", "refunding"],
};

/** The ground, and until when it can be asked for. */
function headline({ record: { fields, values } }: CaseView): string {
  const words = (name: string) => fields.find((field) => field.name === name)?.choices.find(([code]) => code === values[name])?.[1] ?? "";
  const last = textOf(values.no_reason_last);
  return [words("application"), words("ground"), last === "" ? "" : `七日末日 ${last}`].filter((word) => word !== "").join(" · ");
}

import type { FieldView, RecordView } from "@/bridge";
import { textOf } from "@/shared/values";

/** Where a step of a lane stands: behind, here, still to come, or here and not as it should be. */
export type Standing = "behind" | "here" | "ahead" | "wrong";

export interface LaneStep {
  label: string;
  standing: Standing;
}

const BACK = ["not_returned", "in_transit", "received"];
const OUT = ["replacement_due", "replacement_sent", "replacement_signed"];
const MONEY = ["due", "requested", "refunded"];
/** Values that stand in the place of another one, and are not as it should be. */
const INSTEAD: Readonly<Record<string, string>> = { disputed: "received", mismatch: "refunded" };
/** The ends of the lanes: nothing more is to be done there. */
const ENDS = new Set(["accepted", "replacement_signed", "not_needed", "refunded", "none"]);

/** The way of the goods: back, and for an exchange out again; what never comes back has the second half only. */
export function goodsSteps({ fields, values }: RecordView): LaneStep[] {
  const now = textOf(values.goods_state);
  return lane(goodsWay(textOf(values.application), now, values.back_on != null), now, fields, "goods_state");
}

function goodsWay(application: string, now: string, cameBack: boolean): string[] {
  if (application === "reship") return OUT;
  if (application === "exchange") return OUT.includes(now) && !cameBack ? OUT : [...BACK, ...OUT];
  return now === "not_needed" ? ["not_needed"] : [...BACK, "accepted"];
}

/** The way of the money. */
export function moneySteps({ fields, values }: RecordView): LaneStep[] {
  const now = textOf(values.money_state);
  return lane(now === "none" ? ["none"] : MONEY, now, fields, "money_state");
}

function lane(way: readonly string[], now: string, fields: readonly FieldView[], field: string): LaneStep[] {
  const words = (code: string) => fields.find(({ name }) => name === field)?.choices.find(([value]) => value === code)?.[1] ?? code;
  const place = way.indexOf(INSTEAD[now] ?? now);
  return way.map((code, at) => {
    if (at !== place) return { label: words(code), standing: at < place ? "behind" : "ahead" };
    const wrong = INSTEAD[now] !== undefined;
    return { label: wrong ? words(now) : words(code), standing: wrong ? "wrong" : ENDS.has(code) ? "behind" : "here" };
  });
}

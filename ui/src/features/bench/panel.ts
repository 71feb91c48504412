import type { CasePanel } from "@/features/cases";
import { textOf } from "@/shared/values";
import { RepairPanel } from "./RepairPanel";

/** What the page of a case shows for a repair order. */
export const REPAIR_PANEL: CasePanel = {
  Panel: RepairPanel,
  primary: ["decide_exchange", "repaired", "check", "part_arrives", "hand_over", "follow_up", "start", "accept_quote", "quote", "diagnose"],
  headline: ({ record: { values } }) => {
    const period = values.charged === true ? "收费维修" : "免费维修";
    return textOf(values.exchange_right_since) === "" ? period : `${period} · 换货权自 ${textOf(values.exchange_right_since)} 成立`;
  },
};

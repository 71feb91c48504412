import { lazy } from "react";
import type { CaseView } from "@/bridge";
import type { CasePanel } from "@/features/cases";
import { choiceLabel } from "@/shared/record";
import { textOf } from "@/shared/values";

/** 投诉 as its page shows it: what was said, what was found, and the answers of every round. */
export const COMPLAINT_PANEL: CasePanel = {
  Facts: lazy(async () => ({ default: (await import("./ComplaintFacts")).ComplaintFacts })),
  Panel: lazy(async () => ({ default: (await import("./ComplaintPanel")).ComplaintPanel })),
  primary: ["accept", "finish_investigation", "investigate", "plan", "confirm_plan", "tell", "satisfied"],
  shows: ["complaint_task", "complaint_evidence", "complaint_report", "complaint_plan"],
  headline,
  leads: ["investigating", "investigated", "replanning", "plan_pending", "to_tell", "told", "handled"],
};

/** Class, priority and round in one line. */
function headline({ record }: CaseView): string {
  const said = (name: string) => choiceLabel(record.fields, name, textOf(record.values[name]));
  const round = Number(record.values.round ?? 1);
  const words = [said("class"), `优先级${said("priority")}`, round > 1 ? `第 ${round} 轮` : "", record.values.escalated === true ? "已升级" : ""];
  return words.filter((word) => word !== "").join(" · ");
}

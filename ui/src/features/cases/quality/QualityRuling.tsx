import { RulingPanel } from "@/features/rulings";
import { EmptyState } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import { textOf } from "@/shared/values";
import type { CasePartProps } from "../panels";

/** The ruling, or what it still needs. */
export function QualityRuling({ view, begin }: CasePartProps) {
  const fill = begin("set_facts");
  return (
    <Card title="判定">
      {view.rulings.length > 0 ? <RulingPanel caseId={view.record.id} rulings={view.rulings} chosen={textOf(view.record.values.chosen)} /> : (
        <EmptyState
          title="还没有判定"
          step="填好事实后判定：能不能退、换、修，到哪一天，扣多少"
          chord="R"
          {...(fill === undefined ? {} : { action: { label: "填写事实", run: fill } })}
        />
      )}
    </Card>
  );
}

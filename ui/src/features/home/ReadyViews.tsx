import type { ViewCount } from "@/bridge";
import { Chip, Chips } from "@/features/queue";
import { isUrgent, MINE } from "./views";

interface ReadyViewsProps {
  views: readonly ViewCount[];
  on: string;
  onShow: (view: string) => void;
}

/** The ready views with their counts. The one that is on is left by a second press. */
export function ReadyViews({ views, on, onShow }: ReadyViewsProps) {
  return (
    <Chips label="视图">
      {views.map((view) => (
        <Chip key={view.name} on={view.name === on} late={isUrgent(view)} empty={view.count === 0} title={view.says} onToggle={(show) => onShow(show ? view.name : MINE)}>
          {isUrgent(view) ? <span aria-hidden="true">! </span> : null}{view.label} {view.count}
        </Chip>
      ))}
    </Chips>
  );
}

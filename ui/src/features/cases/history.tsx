import type { ChangeView, TimelineItem as Entry } from "@/bridge";
import type { TimelineItem } from "@/shared/timeline";
import styles from "./cases.module.css";

/** Ledger entries of a case as the timeline shows them. */
export function historyItems(entries: readonly Entry[]): TimelineItem[] {
  return entries.map((entry) => {
    const note = entry.kind === "note" || entry.event === "note";
    const own = entry.kind === "quality_case" || entry.kind === "note";
    return {
      id: entry.place,
      at: entry.at,
      actor: entry.who,
      title: own ? entry.label : `${entry.kind_label}：${entry.label}`,
      note,
      ...(entry.changes.length === 0 ? {} : { body: note ? <NoteWords changes={entry.changes} /> : <Changes changes={entry.changes} /> }),
    };
  });
}

function NoteWords({ changes }: { changes: readonly ChangeView[] }) {
  return <p className={styles.change}>{changes.find((change) => change.label === "内容")?.new ?? ""}</p>;
}

const MOST = 6;

/** 字段: 旧 → 新. What goes beyond a few lines folds. */
export function Changes({ changes }: { changes: readonly ChangeView[] }) {
  const told = changes.filter((change) => change.old !== change.new);
  if (told.length <= MOST) return <ChangeList changes={told} />;
  return (
    <>
      <ChangeList changes={told.slice(0, MOST - 1)} />
      <details>
        <summary>另有 {told.length - MOST + 1} 项</summary>
        <ChangeList changes={told.slice(MOST - 1)} />
      </details>
    </>
  );
}

function ChangeList({ changes }: { changes: readonly ChangeView[] }) {
  return (
    <ul>
      {changes.map((change, at) => (
        // One field can be named twice in an entry; the order is the record's own.
        <li key={at} className={styles.change}>
          {change.label}：{change.old === "" ? null : <><span className={styles.old}>{change.old}</span> → </>}
          {change.new === "" ? "（清空）" : change.new}
        </li>
      ))}
    </ul>
  );
}

import type { ChangeView, TimelineItem as Entry } from "@/bridge";
import type { TimelineItem } from "@/shared/timeline";
import styles from "./cases.module.css";

/** Made whole by the app: what they hold stands in the panel and on the paper. */
const MADE = new Set(["ruling compute", "notice issue"]);

/** Ledger entries of a case as the timeline shows them. A note is two entries, the step and the words: the words are shown. */
export function historyItems(entries: readonly Entry[], optionLabel: (code: string) => string = (code) => code): TimelineItem[] {
  return entries.filter((entry) => !(entry.kind === "quality_case" && entry.event === "note")).map((entry) => {
    const note = entry.kind === "note";
    const own = entry.kind === "quality_case" || note;
    const told = MADE.has(`${entry.kind} ${entry.event}`) ? [] : entry.changes.filter((change) => change.old !== change.new && tells(change.new) && tells(change.old)).map((change) => readable(change, optionLabel));
    return {
      id: entry.place,
      at: entry.at,
      actor: entry.who,
      title: note ? "备注" : own ? entry.label : `${entry.kind_label}：${entry.label}`,
      note,
      ...(told.length === 0 ? {} : { body: note ? <NoteWords changes={told} /> : <Changes changes={told} /> }),
    };
  });
}

/** An option is told by its name, not by its code. */
function readable(change: ChangeView, optionLabel: (code: string) => string): ChangeView {
  return change.label === "消费者所选" ? { ...change, old: optionLabel(change.old), new: optionLabel(change.new) } : change;
}

function NoteWords({ changes }: { changes: readonly ChangeView[] }) {
  return <p className={styles.change}>{changes.find((change) => change.label === "内容")?.new ?? ""}</p>;
}

const MOST = 6;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Inner names and large structures say nothing to a reader; the ledger's own page shows them. */
const tells = (value: string) => value !== "…" && !ID.test(value);

/** 字段: 旧 → 新. What goes beyond a few lines folds. */
export function Changes({ changes }: { changes: readonly ChangeView[] }) {
  if (changes.length <= MOST) return <ChangeList changes={changes} />;
  return (
    <>
      <ChangeList changes={changes.slice(0, MOST - 1)} />
      <details>
        <summary>另有 {changes.length - MOST + 1} 项</summary>
        <ChangeList changes={changes.slice(MOST - 1)} />
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

import type { ChangeView, TimelineItem as Entry } from "@/bridge";
import { Changes, type TimelineItem } from "@/shared/timeline";

/** Made whole by the app: what they hold stands in the panel and on the paper. */
const MADE = new Set(["ruling compute", "notice issue", "notice issue_by_hand"]);

/** Of an extension: the limit it is about, which the ledger holds by its code. */
const LIMIT = "时限";

/**
 * Ledger entries of a case of `kind` as its timeline shows them. A note is two entries, the step and the words: the words are
 * shown. `limitName` gives the name of a limit.
 */
export function historyItems(entries: readonly Entry[], kind: string, limitName: (code: string) => string = (code) => code): TimelineItem[] {
  return entries.filter((entry) => !(entry.kind === kind && entry.event === "note")).map((entry) => {
    const note = entry.kind === "note";
    const readable = entry.changes.map((change) => (change.label === LIMIT ? { ...change, new: limitName(change.new) } : change));
    const told = MADE.has(`${entry.kind} ${entry.event}`) ? [] : readable.filter((change) => change.old !== change.new && tells(change.new) && tells(change.old));
    return {
      id: entry.place,
      at: entry.at,
      actor: entry.who,
      title: note ? "备注" : entry.kind === kind ? entry.label : `${entry.kind_label}：${entry.label}`,
      note,
      ...(told.length === 0 ? {} : { body: note ? <NoteWords changes={told} /> : <Changes changes={told} /> }),
    };
  });
}

function NoteWords({ changes }: { changes: readonly ChangeView[] }) {
  return <p>{changes.find((change) => change.label === "内容")?.new ?? ""}</p>;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Inner names and large structures say nothing to a reader; the ledger's own page shows them. */
const tells = (value: string) => value !== "…" && !ID.test(value);

import type { ChangeView } from "@/bridge";
import { formatDate } from "../time";
import styles from "./Timeline.module.css";

const MOST = 6;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** An instant of the ledger as Beijing reads it. */
const readable = (value: string) => (INSTANT.test(value) ? formatDate(value) : value);

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
          {change.label}：{change.old === "" ? null : <><span className={styles.old}>{readable(change.old)}</span> → </>}
          {change.new === "" ? "（清空）" : readable(change.new)}
        </li>
      ))}
    </ul>
  );
}

import { Button } from "antd";
import { useState } from "react";
import { toCallError, useOperation, type CallError, type ListRow } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import look from "@/shared/look.module.css";
import { performStep, useOfferStepUndo } from "@/shared/record";
import { DateText } from "@/shared/time";
import { textOf } from "@/shared/values";
import styles from "./home.module.css";

const STANDING = { kind: "shift_note", words: "", state: "standing", after: null };

/** The notes that nobody has dealt with yet. */
export const useStandingNotes = () => useOperation("records.list", STANDING, { kinds: ["shift_note"] });

/** What the shifts before left, until somebody says that it is dealt with. */
export function ShiftNotes() {
  const { data, error, refetch } = useStandingNotes();
  const [refused, setRefused] = useState<CallError | null>(null);
  const offerBack = useOfferStepUndo();
  const dealWith = async (row: ListRow) => {
    setRefused(null);
    try {
      offerBack("shift_note", "处理留言", await performStep({ kind: "shift_note", id: row.id, version: null }, "deal_with", {}));
    } catch (thrown) {
      setRefused(toCallError(thrown));
    }
  };
  if (error !== null) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <p role="status">正在看有没有留言…</p>;
  return (
    <>
      {refused === null ? null : <ErrorNote error={refused} />}
      {data.rows.length === 0 ? <p className={look.quiet}>没有待看的留言。</p> : null}
      <ul className={styles.notes} aria-label="待看的留言">
        {data.rows.map((row) => (
          <li key={row.id} className={styles.note}>
            <p className={styles.words}>{textOf(row.values.words)}</p>
            <div className={styles.noteFoot}>
              <span>{textOf(row.values.author)} <Written at={row.values.created_ms} /></span>
              <Button size="small" onClick={() => void dealWith(row)}>已处理</Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Written({ at }: { at: unknown }) {
  return typeof at === "number" ? <DateText value={new Date(at).toISOString()} /> : null;
}

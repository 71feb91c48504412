import type { RecordView } from "@/bridge";
import type { CasePartProps } from "@/features/cases";
import { KnownFacts, ReferenceLink } from "@/features/records";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { DateText } from "@/shared/time";
import { KeyValue, textOf } from "@/shared/values";
import styles from "./complaints.module.css";

const SAID = ["contact", "demand", "class", "class_names", "nature", "urgency", "priority", "priority_reason", "unmatched_reason", "paid_fen"];
const CAME = ["channel", "source", "source_no", "received_at", "answer_due", "coordinator"];
const ENDED = ["ground", "explanation", "closing_note", "outcome"];
const NONE: ReadonlySet<string> = new Set();

/** What the consumer said, where it came from, and what must not be overlooked. */
export function ComplaintFacts({ view: { record } }: CasePartProps) {
  const told = textOf(record.values.description);
  return (
    <>
      <Warnings record={record} />
      <Card title="投诉">
        {told === "" ? null : <p className={styles.told}>“{told}”</p>}
        <KnownFacts record={part(record, SAID)} elsewhere={NONE} />
      </Card>
      <Card title="来件"><KnownFacts record={part(record, CAME)} elsewhere={NONE} /></Card>
      {ENDED.some((name) => record.values[name] != null) ? <Card title="办结"><KnownFacts record={part(record, ENDED)} elsewhere={NONE} /></Card> : null}
      <Archive record={record} />
    </>
  );
}

const part = (record: RecordView, names: readonly string[]): RecordView => ({
  ...record,
  fields: names.flatMap((name) => record.fields.filter((field) => field.name === name && (record.values[name] ?? null) !== null)),
});

/** Escalated, late, said before. */
function Warnings({ record: { values } }: { record: RecordView }) {
  const [late, before] = [textOf(values.first_late_at), textOf(values.repeat_of)];
  if (values.escalated !== true && before === "") return null;
  return (
    <div role="note" aria-label="要注意" className={styles.warning}>
      {values.escalated === true ? <p><strong>已升级</strong>：{textOf(values.escalated_reason)}</p> : null}
      {late === "" ? null : <p>首次超时 <DateText value={late} />，以后补办也保留这一记录</p>}
      {before === "" ? null : <p><strong>重复投诉</strong>，前一件 <ReferenceLink of="complaint" id={before} /></p>}
    </div>
  );
}

interface Process {
  entries?: number;
}

/** The closed file: its four parts in a word, and the fingerprint. */
function Archive({ record: { values } }: { record: RecordView }) {
  const hash = textOf(values.archive_hash);
  if (hash === "") return null;
  const parts = (values.archive ?? {}) as Record<string, unknown>;
  const entries = (parts["过程"] as Process | undefined)?.entries ?? 0;
  return (
    <Card title="档案">
      <KeyValue label="档案" items={[
        { label: "四部分", value: Object.keys(parts).join("、") },
        { label: "台账", value: `${entries} 条` },
        { label: "归档", value: <DateText value={textOf(values.archived_at)} /> },
        { label: "指纹", value: <code className={styles.hash}>{hash}</code> },
      ]} />
      <p className={look.quiet}>档案只读；指纹由四部分和台账算出，改动任何一处都对不上。</p>
    </Card>
  );
}

import type { RecordView } from "@/bridge";
import type { CasePartProps } from "@/features/cases";
import { KnownFacts } from "@/features/records";
import { Card } from "@/shared/layout";
import { textOf } from "@/shared/values";
import styles from "./returns.module.css";

const ASKED = ["application", "ground", "applied_on", "received_date", "no_reason_last", "dispatch", "quality_case_id", "serial_unit_id", "materials", "aftersale_no", "platform_status", "platform_due"];
const WAY = ["approved_on", "return_to", "return_carrier", "return_tracking_no", "back_on", "evidence_note", "finding", "new_sku", "new_price_fen", "new_carrier", "new_tracking_no", "replaced_on"];
const REFUSED = ["refusal_ground", "refusal_reason"];
const NONE: ReadonlySet<string> = new Set();

/** What was asked for and in which words; how the goods go; why it was refused. */
export function ReturnFacts({ view: { record } }: CasePartProps) {
  const told = textOf(record.values.claim_text);
  return (
    <>
      <Card title="申请">
        {told === "" ? null : <p className={styles.told}>“{told}”</p>}
        <KnownFacts record={part(record, ASKED)} elsewhere={NONE} />
      </Card>
      <Some title="寄回与换发" record={part(record, WAY)} />
      <Some title="拒绝" record={part(record, REFUSED)} />
    </>
  );
}

function Some({ title, record }: { title: string; record: RecordView }) {
  return record.fields.length === 0 ? null : <Card title={title}><KnownFacts record={record} elsewhere={NONE} /></Card>;
}

/** The fields of a part, as far as they are filled in. */
const part = (record: RecordView, names: readonly string[]): RecordView => ({
  ...record,
  fields: names.flatMap((name) => record.fields.filter((field) => field.name === name && (record.values[name] ?? null) !== null)),
});

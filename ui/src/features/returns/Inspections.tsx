import { useOperation, type CaseView, type RecordView } from "@/bridge";
import { NewRelated } from "@/features/records";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { fieldText } from "@/shared/record";
import { DateText } from "@/shared/time";
import { textOf } from "@/shared/values";
import styles from "./returns.module.css";

/** Most that are opened on the page; the others stand among the related records. */
const MOST = 3;

/** What came back, as it was found, the newest first; a new look is recorded here. */
export function Inspections({ view }: { view: CaseView }) {
  const group = view.related.find(({ kind }) => kind === "inspection");
  const looking = ["inspecting", "disputed"].includes(view.record.state);
  if (group === undefined || (group.rows.length === 0 && !looking)) return null;
  return (
    <Card title="验收" extra={looking && group.creates ? <NewRelated of={view.record} group={group} /> : undefined}>
      {group.rows.length === 0 ? <p className={look.quiet}>货已签收，还没有验收记录。</p> : null}
      <ul className={styles.seen}>{group.rows.slice(0, MOST).map(({ id }) => <li key={id}><Inspection id={id} /></li>)}</ul>
    </Card>
  );
}

/** One look at the goods. */
export function Inspection({ id }: { id: string }) {
  const { data, error, refetch } = useOperation("records.show", { kind: "inspection", id }, { kinds: ["inspection"] });
  if (data === undefined) return error === null ? <p role="status">正在打开…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />;
  const { values } = data;
  return (
    <>
      <p><strong>{labelOf(data, "grade")}</strong> · 责任方 {labelOf(data, "responsible")} <span className={look.quiet}><DateText value={textOf(values.received_on)} /></span></p>
      <p>{textOf(values.found)}</p>
      {textOf(values.next_step) === "" ? null : <p className={look.quiet}>建议：{textOf(values.next_step)}</p>}
    </>
  );
}

function labelOf({ fields, values }: RecordView, name: string) {
  const field = fields.find((one) => one.name === name);
  return field === undefined ? null : fieldText(field, values[name]);
}

import { Link } from "react-router";
import { useOperation, type PromiseRow, type RecordView } from "@/bridge";
import { listPath, pressable, recordPath, useKinds } from "@/features/records";
import { ActionBar } from "@/shared/actions";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import { fieldText, toneOf, useSteps } from "@/shared/record";
import { KeyValue, StateTag, textOf } from "@/shared/values";
import { Breaches } from "./Breaches";
import styles from "./promises.module.css";

/** What is read at a glance; everything else is on the promise's own page. */
const SHOWN = [
  "text", "codes", "platforms", "shops", "effective_from", "effective_to", "people", "resources", "process", "law_note", "review_no", "review_words", "end_reason",
];

/** The promise that was chosen: its words, what may be done with it now, what it costs. */
export function PromisePanel({ id, row }: { id: string; row: PromiseRow | undefined }) {
  const { every } = useKinds();
  const { data, error, refetch } = useOperation("records.show", { kind: "promise", id }, { kinds: ["promise", ...every] });
  if (data !== undefined) return <Chosen record={data} row={row} reload={async () => (await refetch()).data} />;
  return error === null ? <p role="status">正在打开…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />;
}

function Chosen({ record, row, reload }: { record: RecordView; row: PromiseRow | undefined; reload: () => Promise<RecordView | undefined> }) {
  const buttons = pressable(record.kind, record.buttons, record.fields);
  const steps = useSteps({ ...record, buttons }, { prefill: true, reload, primary: ["check", "submit", "pass", "publish"] });
  const other = (field: string, words: string) => {
    const id = textOf(record.values[field]);
    return id === "" ? null : <Link to={recordPath("promise", id)}>{words}</Link>;
  };
  const rule = row === undefined ? [] : [{ label: "时限", value: row.limit }, { label: "违诺赔付", value: row.compensation }];
  const facts = SHOWN.flatMap((name) => record.fields.find((field) => field.name === name) ?? [])
    .map((field) => ({ label: field.label, value: fieldText(field, record.values[field.name]) }))
    .filter(({ value }) => value !== null);
  return (
    <div className={styles.chosen}>
      <Card title={`${record.number} ${textOf(record.values.title)}`} extra={<StateTag label={record.state_label} tone={toneOf(record.state)} />}>
        {steps.actions.length === 0 ? null : <ActionBar label="这项承诺可做的事" actions={steps.actions} />}
        <p role="status">{steps.said}</p>
        {steps.error === null ? null : <ErrorNote error={steps.error} />}
        <div className={styles.facts}><KeyValue label="承诺内容" items={[...facts.slice(0, 1), ...rule, ...facts.slice(1)]} /></div>
        <p className={styles.links}>
          <Link to={recordPath("promise", record.id)}>全部内容、公示书和台账</Link>
          {other("replaces", "上一版")}
          {other("replaced_by", "新版")}
          <Link to={listPath("promise_measure")}>平台管理措施</Link>
          <Link to={listPath("promise_inspection")}>履约检查</Link>
          <Link to={listPath("promise_feedback")}>履约反馈</Link>
        </p>
      </Card>
      <Breaches promise={record.id} />
      {steps.dialog}
    </div>
  );
}

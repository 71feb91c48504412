import { Button } from "antd";
import { useOperation, type RecordView } from "@/bridge";
import { ActionBar } from "@/shared/actions";
import { ErrorNote } from "@/shared/feedback";
import { fieldText, toneOf, useSaveFile, useSteps } from "@/shared/record";
import { DateText } from "@/shared/time";
import { KeyValue, StateTag, textOf } from "@/shared/values";
import look from "@/shared/look.module.css";
import styles from "./papers.module.css";

/** An issued paper: what it is, its bytes, and what may be done with it. */
export function Notice({ id }: { id: string }) {
  const { data, error, refetch } = useOperation("records.show", { kind: "notice", id }, { kinds: ["notice"] });
  if (error !== null) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return data === undefined ? <p role="status">正在打开…</p> : <Shown notice={data} />;
}

/** Inner names; the title stands above. */
const LEFT_OUT = new Set(["case_id", "consumer_id", "file", "title", "what", "about_kind", "about_id"]);

function factsOf(notice: RecordView) {
  const made = { label: "出具", value: <DateText value={new Date(notice.created_ms).toISOString()} /> };
  const told = notice.fields.filter((field) => !LEFT_OUT.has(field.name)).map((field) => {
    const value = notice.values[field.name];
    return { label: field.label, value: field.name === "warnings" ? warningWords(value) : fieldText(field, value) };
  });
  return [made, ...told.filter((fact) => fact.value !== null)];
}

function Shown({ notice }: { notice: RecordView }) {
  const steps = useSteps(notice, { primary: ["send", "confirm"] });
  const file = useSaveFile();
  const name = `${textOf(notice.values.title) || "通知书"}-${notice.number}.pdf`;
  return (
    <>
      <p><StateTag label={notice.state_label} tone={toneOf(notice.state)} /> {textOf(notice.values.title)}</p>
      <KeyValue label="通知书" items={factsOf(notice)} />
      <p className={styles.file}>
        <Button loading={file.pending} onClick={() => void file.save("notices.file", { id: notice.id }, name)}>另存原件 PDF</Button>{" "}
        <span role="status">{file.said || steps.said}</span>
      </p>
      <p className={`${look.quiet} ${styles.file}`}>再印也用这份原件：内容与出具时一字不差。取出原件会记入台账。</p>
      {steps.actions.length === 0 ? null : <ActionBar label="这份通知书可做的事" actions={steps.actions} />}
      {[file.error, steps.error].map((error) => (error === null ? null : <ErrorNote key={error.message} error={error} />))}
      {steps.dialog}
    </>
  );
}

function warningWords(value: unknown) {
  return Array.isArray(value) && value.length > 0 ? value.map(String).join("；") : null;
}

import { Button, Drawer } from "antd";
import { useState } from "react";
import type { RecordView } from "@/bridge";
import { ActionBar } from "@/shared/actions";
import { ErrorNote } from "@/shared/feedback";
import { useKeys } from "@/shared/keys";
import { fieldText, toneOf, useSaveFile, useSteps } from "@/shared/record";
import { DateText } from "@/shared/time";
import { KeyValue, StateTag } from "@/shared/values";
import styles from "./cases.module.css";

const text = (value: unknown) => (typeof value === "string" ? value : "");

interface NoticesProps {
  /** Newest first. */
  notices: readonly RecordView[];
  /** P opens the newest: there is none to be issued now. */
  keyed: boolean;
}

/** The notices of a case as chips with their state; one opens at the side. */
export function Notices({ notices, keyed }: NoticesProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  useKeys(keyed ? [{ chord: "p", label: "打开告知书", group: "这张单", run: () => setOpenId(notices[0]?.id ?? null) }] : []);
  const open = notices.find((notice) => notice.id === openId);
  if (notices.length === 0) return null;
  return (
    <div className={styles.notices} role="group" aria-label="通知书">
      {notices.map((notice) => (
        <button key={notice.id} type="button" className={`${styles.notice} ${styles.noticeRow}`} onClick={() => setOpenId(notice.id)}>
          <span className={styles.noticeName}>{text(notice.values.title) || notice.kind_label}<br /><span className={styles.quiet}>{notice.number}</span></span>
          <StateTag label={notice.state_label} tone={toneOf(notice.state)} />
        </button>
      ))}
      <Drawer open={open !== undefined} onClose={() => setOpenId(null)} title={open === undefined ? "" : `通知书 ${open.number}`} size={440} destroyOnHidden>
        {open === undefined ? null : <Notice notice={open} />}
      </Drawer>
    </div>
  );
}

const LEFT_OUT = new Set(["case_id", "consumer_id", "file", "title"]);

function Notice({ notice }: { notice: RecordView }) {
  const steps = useSteps(notice, { primary: ["send", "confirm"] });
  const file = useSaveFile();
  const name = `${text(notice.values.title) || "通知书"}-${notice.number}.pdf`;
  const facts = notice.fields
    .filter((field) => !LEFT_OUT.has(field.name))
    .map((field) => ({ label: field.label, value: field.name === "warnings" ? warningWords(notice.values.warnings) : fieldText(field, notice.values[field.name]) }))
    .filter((fact) => fact.value !== null);
  return (
    <>
      <p><StateTag label={notice.state_label} tone={toneOf(notice.state)} /> {text(notice.values.title)}</p>
      <KeyValue label="通知书" items={[{ label: "出具", value: <DateText value={new Date(notice.created_ms).toISOString()} /> }, ...facts]} />
      <p style={{ margin: "12px 0" }}>
        <Button loading={file.pending} onClick={() => void file.save("notices.file", { id: notice.id }, name)}>另存原件 PDF</Button>{" "}
        <span role="status">{file.said || steps.said}</span>
      </p>
      <p className={styles.quiet}>取出原件会记入台账。</p>
      {steps.actions.length === 0 ? null : <ActionBar label="这份通知书可做的事" actions={steps.actions} />}
      {[file.error, steps.error].map((error) => (error === null ? null : <ErrorNote key={error.message} error={error} />))}
      {steps.dialog}
    </>
  );
}

function warningWords(value: unknown) {
  return Array.isArray(value) && value.length > 0 ? value.map(String).join("；") : null;
}

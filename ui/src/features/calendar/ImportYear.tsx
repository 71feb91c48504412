import { Button, Input, Modal, Select } from "antd";
import { useId, useRef, useState } from "react";
import { call, toCallError, useOperation, type CallError } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import styles from "./calendar.module.css";
import { decodeFile } from "./days";

const EXAMPLE = "date,kind,name,year\n2027-01-01,holiday,元旦,2027\n2027-02-14,makeup_workday,春节,2027";

/** Takes in the days of a year as the State Council has published them; faults are listed row by row. */
export function ImportYear({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} title="导入一年的工作日历" onCancel={onClose} footer={null} destroyOnHidden width={640}>
      <ImportForm onClose={onClose} />
    </Modal>
  );
}

function ImportForm({ onClose }: { onClose: () => void }) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const years = useOperation("records.list", { kind: "calendar_year", words: "", state: null, after: null }, { kinds: ["calendar_year"] });
  const [target, setTarget] = useState("");
  const [csv, setCsv] = useState("");
  const [source, setSource] = useState("");
  const [missing, setMissing] = useState("");
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async () => {
    const lacks = csv.trim() === "" ? "请粘贴日历内容，或选择文件" : source.trim() === "" ? "请写明来源，例如 国务院办公厅通知的文号" : "";
    setMissing(lacks);
    setError(null);
    if (lacks !== "" || pending) return;
    setPending(true);
    try {
      await call("records.do", { kind: "calendar_year", id: target === "" ? null : target, event: target === "" ? "import" : "replace", input: { csv, source: source.trim() }, version: null });
      onClose();
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  const choose = (chosen: File | undefined) => {
    if (chosen !== undefined) void chosen.arrayBuffer().then((bytes) => setCsv(decodeFile(bytes)));
  };
  const known = (years.data?.rows ?? []).map((row) => ({ value: row.id, label: `更正 ${String(row.values.year)} 年` }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {known.length === 0 ? null : (
        <>
          <label htmlFor={`${id}-target`}>导入为</label>
          <Select id={`${id}-target`} value={target} onChange={setTarget} options={[{ value: "", label: "新的一年" }, ...known]} style={{ width: "100%" }} />
        </>
      )}
      <label htmlFor={`${id}-csv`}>日历内容（CSV，四栏：date、kind、name、year；kind 为 holiday 放假或 makeup_workday 调休上班）</label>
      <Input.TextArea id={`${id}-csv`} value={csv} onChange={(event) => setCsv(event.target.value)} placeholder={EXAMPLE} autoSize={{ minRows: 6, maxRows: 14 }} />
      <p className={styles.file}>
        <Button size="small" onClick={() => file.current?.click()}>选择 CSV 文件…</Button>
        <input ref={file} type="file" hidden aria-label="CSV 文件" accept=".csv,text/csv,text/plain" onChange={(event) => choose(event.target.files?.[0])} />
      </p>
      <label htmlFor={`${id}-source`}>来源</label>
      <Input id={`${id}-source`} value={source} onChange={(event) => setSource(event.target.value)} placeholder="例如 国办发明电〔2026〕7号" maxLength={200} />
      {missing === "" ? null : <p role="alert" className={styles.error}>{missing}</p>}
      {error === null ? null : error.field === "csv" ? <RowErrors message={error.message} /> : <ErrorNote error={error} safe="已填的内容还在。" />}
      <div className={styles.buttons}>
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" htmlType="submit" loading={pending}>{target === "" ? "导入" : "更正"}</Button>
      </div>
    </form>
  );
}

function RowErrors({ message }: { message: string }) {
  return (
    <div role="alert" className={styles.error}>
      <p>没有导入，请改正后再试：</p>
      <ul>{message.split("；").map((line) => <li key={line}>{line}</li>)}</ul>
    </div>
  );
}

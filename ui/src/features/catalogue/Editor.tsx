import { Button, Drawer, Select } from "antd";
import { useState } from "react";
import { call, toCallError, type CallError, type DoneView, type Entry } from "@/bridge";
import { DataTable } from "@/shared/DataTable";
import { useDraft } from "@/shared/drafts";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { FieldControl, FieldRow } from "@/shared/form";
import { Card } from "@/shared/layout";
import styles from "./catalogue.module.css";
import { entryColumns } from "./entryColumns";
import { EntryForm } from "./EntryForm";
import { useCheck } from "./useCheck";

export interface Version {
  title: string;
  effective_from: string;
  note: string;
  entries: Entry[];
}

export interface EditorProps {
  /** The version that is changed; null for a new one. */
  id: string | null;
  version: number | null;
  start: Version;
  builtin: readonly Entry[];
  onSaved: (done: DoneView) => void;
  onClose: () => void;
}

const NEW_ENTRY: Entry = {
  family: "not_national", product: "", whole_months: null, parts: [], no_main_parts: false, daily_rate: null, special_cases: null,
  service_standard: null, scope: null, responsible: "seller", source: "本店承诺", confidence: "verified", remark: "",
};

function readVersion(stored: unknown): Version | null {
  const draft = stored as Partial<Version> | null;
  const whole = typeof draft?.title === "string" && typeof draft.effective_from === "string" && typeof draft.note === "string" && Array.isArray(draft.entries);
  return whole ? (draft as Version) : null;
}

/** A version being written: what it is called, from when it holds, and its entries. */
export function Editor({ id, version, start, builtin, onSaved, onClose }: EditorProps) {
  const { value: draft, change, clear, restored } = useDraft<Version>(id === null ? "catalogue_version/new" : `catalogue_version/${id}`, start, readVersion);
  const [open, setOpen] = useState<number | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const faults = useCheck(draft.entries);
  const entry = open === null ? undefined : draft.entries[open];
  const setEntries = (entries: Entry[]) => change({ ...draft, entries });
  const save = async () => {
    const missing = missingOf(draft);
    setErrors(missing);
    setError(null);
    if (pending || Object.keys(missing).length > 0) return;
    setPending(true);
    try {
      const done = await call("records.do", { kind: "catalogue_version", id, event: id === null ? "draft" : "edit", input: { ...draft }, version });
      clear(draft);
      onSaved(done);
    } catch (thrown) {
      const refused = toCallError(thrown);
      if (refused.field !== undefined && refused.field in draft) setErrors({ [refused.field]: refused.message });
      else setError(refused);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      {restored ? <p role="status">这是上次没有保存的草稿。<Button type="link" size="small" onClick={() => clear(start)}>不要了，重新开始</Button></p> : null}
      <Card title={id === null ? "起草新版" : "修改草稿"}>
        <Heading draft={draft} errors={errors} onChange={change} />
      </Card>
      <div className={styles.gap} />
      <DataTable
        label="条目"
        name="catalogue"
        primary
        columns={entryColumns(builtin, faults ?? [])}
        rows={draft.entries.map((one, at) => ({ ...one, at }))}
        rowId={(row) => String((row as Entry & { at: number }).at)}
        onOpen={(row) => setOpen((row as Entry & { at: number }).at)}
        toolbar={<AddEntries entries={draft.entries} builtin={builtin} onAdd={(added, openIt) => {
          setEntries([...draft.entries, ...added]);
          if (openIt) setOpen(draft.entries.length);
        }} />}
        empty={<EmptyState title="还没有条目" step="从国家目录加入本店售卖的商品，再补上特殊情形和服务细则。" />}
      />
      <p role="status" className={faults !== null && faults.length > 0 ? styles.below : styles.fine}>
        {faults === null ? "正在检查…" : faults.length === 0 ? "✓ 要素齐全，且不低于国家目录" : `✗ 还有 ${faults.length} 处问题，改好后才能提交审核；草稿可以先保存`}
      </p>
      {errors.entries === undefined ? null : <p role="alert" className={styles.below}>{errors.entries}</p>}
      {error === null ? null : <ErrorNote error={error} safe="已填的内容还在。" />}
      <div className={styles.buttons}>
        <Button onClick={onClose}>先放着</Button>
        <Button type="primary" loading={pending} onClick={() => void save()}>保存草稿</Button>
      </div>
      <Drawer open={entry !== undefined} onClose={() => setOpen(null)} title={entry?.product || "新条目"} size={620} destroyOnHidden
        footer={<div className={styles.buttons}>
          <Button danger onClick={() => { setEntries(draft.entries.filter((_, at) => at !== open)); setOpen(null); }}>删去这条</Button>
          <Button type="primary" onClick={() => setOpen(null)}>完成</Button>
        </div>}>
        {entry === undefined ? null : (
          <EntryForm
            key={open}
            entry={entry}
            faults={(faults ?? []).filter((fault) => fault.product === entry.product)}
            onChange={(next) => setEntries(draft.entries.map((one, at) => (at === open ? next : one)))}
            onSpread={(element, text) => setEntries(draft.entries.map((one) => ({ ...one, [element]: one[element] ?? text })))}
          />
        )}
      </Drawer>
    </>
  );
}

function missingOf(draft: Version): Record<string, string> {
  const missing: Record<string, string> = {};
  if (draft.title.trim() === "") missing.title = "请填写名称";
  if (draft.effective_from === "") missing.effective_from = "请选择生效日期";
  if (draft.note.trim() === "") missing.note = "请写明改了什么、为什么";
  if (draft.entries.length === 0) missing.entries = "请至少加入一个条目";
  return missing;
}

function Heading({ draft, errors, onChange }: { draft: Version; errors: Record<string, string>; onChange: (draft: Version) => void }) {
  const set = (name: "title" | "effective_from" | "note") => (value: string | boolean) => onChange({ ...draft, [name]: String(value) });
  const rows = [
    { name: "title", label: "名称", type: "text", required: true },
    { name: "effective_from", label: "生效日期", type: "date", required: true, help: "此日及以后售出的商品按本版判定" },
    { name: "note", label: "变更说明", type: "long_text", required: true },
  ] as const;
  return (
    <>
      {rows.map((field) => (
        <FieldRow key={field.name} field={field} id={`version-${field.name}`} error={errors[field.name]}>
          {(describedBy) => (
            <FieldControl {...{ field, describedBy }} id={`version-${field.name}`} value={draft[field.name]} onChange={set(field.name)} invalid={errors[field.name] !== undefined} lookup={undefined} />
          )}
        </FieldRow>
      ))}
    </>
  );
}

function AddEntries({ entries, builtin, onAdd }: { entries: readonly Entry[]; builtin: readonly Entry[]; onAdd: (added: Entry[], openIt: boolean) => void }) {
  const absent = builtin.filter((base) => !entries.some((entry) => entry.product.trim() === base.product));
  return (
    <div className={styles.add}>
      <Select
        value={null}
        onChange={(product: string | null) => onAdd(absent.filter((base) => base.product === product), true)}
        options={absent.map((base) => ({ value: base.product, label: base.product }))}
        showSearch={{ optionFilterProp: "label" }}
        placeholder="从国家目录加入"
        aria-label="从国家目录加入"
        style={{ width: 220 }}
      />
      <Button onClick={() => onAdd(absent, false)} disabled={absent.length === 0}>加入全部 {absent.length} 种</Button>
      <Button onClick={() => onAdd([NEW_ENTRY], true)}>目录外的商品</Button>
    </div>
  );
}

import { Button, Select } from "antd";
import { useId, useState } from "react";
import type { FilePreview } from "@/bridge";
import look from "@/shared/look.module.css";
import styles from "./imports.module.css";
import { CONTENTS, requiredFields, usualFields } from "./words";

export interface MappingEditorProps {
  file: FilePreview;
  /** Field code → heading. */
  onNamed: (fields: Record<string, string>, platform: string, kind: string) => void;
  onCancel: (() => void) | undefined;
}

/** Which column is what, for a file of no known platform. Begins with the guess of the core. */
export function MappingEditor({ file, onNamed, onCancel }: MappingEditorProps) {
  const id = useId();
  const [platform, setPlatform] = useState(file.platform);
  const [kind, setKind] = useState(file.kind);
  const [named, setNamed] = useState<Record<string, string>>(() => startOf(file));
  const [tried, setTried] = useState(false);
  const [all, setAll] = useState(false);
  const usual = usualFields(kind);
  const shown = file.fields.filter(([code]) => all || usual.includes(code) || named[code] !== undefined);
  const required = requiredFields(kind);
  const missing = required.filter((code) => named[code] === undefined);
  const doubled = doubledHeadings(named);
  const headings = file.columns.map(({ heading }) => ({ value: heading, label: heading }));
  const labelOf = (code: string) => file.fields.find(([one]) => one === code)?.[1] ?? code;
  const name = (code: string, heading: string | undefined) => {
    const others = Object.entries(named).filter(([other]) => other !== code);
    setNamed(Object.fromEntries(heading === undefined ? others : [...others, [code, heading]]));
  };
  const submit = () => {
    setTried(true);
    if (missing.length > 0 || doubled.length > 0) return document.getElementById(`${id}-${missing[0] ?? doubled[0]?.code ?? ""}`)?.focus();
    onNamed(named, platform, kind);
  };
  return (
    <form
      className={styles.mapping}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles.reading}>
        <label htmlFor={`${id}-platform`}>平台</label>
        <Select id={`${id}-platform`} value={platform} onChange={setPlatform} options={file.platforms.map(([value, label]) => ({ value, label }))} style={{ width: 140 }} />
        <label htmlFor={`${id}-kind`}>内容</label>
        <Select id={`${id}-kind`} value={kind} onChange={setKind} options={CONTENTS.map((one) => ({ ...one }))} style={{ width: 220 }} />
      </div>
      <div className={styles.fields}>
        {shown.map(([code, label]) => (
          <div key={code} className={styles.fieldRow}>
            <label htmlFor={`${id}-${code}`}>{label}{required.includes(code) ? <span className={look.quiet}> 必填</span> : null}</label>
            <Select
              id={`${id}-${code}`}
              value={named[code] ?? null}
              onChange={(heading: string | null | undefined) => name(code, heading ?? undefined)}
              options={headings}
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              placeholder="没有这一列"
              status={tried && required.includes(code) && named[code] === undefined ? "error" : ""}
            />
          </div>
        ))}
      </div>
      <p role="alert" className={styles.error}>
        {tried && missing.length > 0 ? `请指出哪一列是${missing.map(labelOf).join("、")}。` : ""}
        {tried && doubled.length > 0 ? doubled.map(({ heading, labels }) => `“${heading}”同时用作${labels.map(labelOf).join("和")}，请只留一个。`).join("") : ""}
      </p>
      <div className={styles.buttons}>
        {shown.length === file.fields.length ? null : <Button type="link" onClick={() => setAll(true)}>显示全部 {file.fields.length} 项</Button>}
        {onCancel === undefined ? null : <Button onClick={onCancel}>取消</Button>}
        <Button type="primary" htmlType="submit">就这样读</Button>
      </div>
    </form>
  );
}

/** What the columns serve already, else the guess. */
function startOf(file: FilePreview): Record<string, string> {
  const served = file.columns.flatMap(({ field, heading }) => (field === null ? [] : [[field, heading] as const]));
  return served.length > 0 ? Object.fromEntries(served) : { ...file.suggestion };
}

/** A column can be one thing only. */
function doubledHeadings(named: Record<string, string>): { heading: string; code: string; labels: string[] }[] {
  const headings = [...new Set(Object.values(named))];
  const used = headings.map((heading) => ({ heading, labels: Object.keys(named).filter((code) => named[code] === heading) }));
  return used.filter(({ labels }) => labels.length > 1).map(({ heading, labels }) => ({ heading, labels, code: labels[1] ?? "" }));
}

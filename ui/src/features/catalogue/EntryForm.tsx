import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import type { CatalogueFault, Entry, PartTerm } from "@/bridge";
import { FAMILIES } from "@/features/rulings";
import { FieldRow } from "@/shared/form";
import { plainFigures } from "@/shared/values";
import styles from "./catalogue.module.css";
import { RESPONSIBLE } from "./entryColumns";
import { parseRate, rateText } from "./rate";

interface EntryFormProps {
  entry: Entry;
  faults: readonly CatalogueFault[];
  onChange: (entry: Entry) => void;
  /** Puts this text into every entry where it is still empty. */
  onSpread: (element: "special_cases" | "service_standard", text: string) => void;
}

const OWN = { source: "本店承诺", confidence: "verified", remark: "" } as const;
const FAMILY_CHOICES = Object.entries(FAMILIES).filter(([code]) => code !== "deadline" && code !== "no_reason_7_days").map(([value, label]) => ({ value, label }));
const RESPONSIBLE_CHOICES = Object.entries(RESPONSIBLE).map(([value, label]) => ({ value, label }));

/** One entry, element by element; what is wrong stands at the element. */
export function EntryForm({ entry, faults, onChange, onSpread }: EntryFormProps) {
  const at = (element: string) => faults.filter((fault) => fault.element === element).map((fault) => fault.message).join("；") || undefined;
  const set = (change: Partial<Entry>) => onChange({ ...entry, ...change });
  return (
    <div>
      <FieldRow field={{ label: "品名", required: true }} id="entry-product" error={at("类目")}>
        {(by) => <Input id="entry-product" aria-describedby={by} value={entry.product} onChange={(event) => set({ product: event.target.value })} />}
      </FieldRow>
      <FieldRow field={{ label: "适用规定" }} id="entry-family" error={undefined}>
        {() => <Select id="entry-family" value={entry.family} onChange={(family) => set({ family })} options={FAMILY_CHOICES} showSearch={{ optionFilterProp: "label" }} style={{ width: "100%" }} />}
      </FieldRow>
      <FieldRow field={{ label: "整机期", help: "月数" }} id="entry-whole" error={at("整机期")}>
        {(by) => <Months id="entry-whole" by={by} value={entry.whole_months} onChange={(whole_months) => set({ whole_months, ...OWN })} />}
      </FieldRow>
      <FieldRow field={{ label: "主要部件期" }} id="entry-parts" error={at("主要部件期")}>
        {() => <Parts parts={entry.parts} none={entry.no_main_parts} onChange={(parts) => set({ parts })} onNone={(no_main_parts) => set({ no_main_parts })} />}
      </FieldRow>
      <FieldRow field={{ label: "日折旧率", help: "百分数，例如 0.1 表示每日千分之一" }} id="entry-rate" error={at("折旧算法")}>
        {(by) => <RateInput by={by} value={entry.daily_rate} onChange={(daily_rate) => set({ daily_rate })} />}
      </FieldRow>
      <Words id="entry-special" label="特殊情形" value={entry.special_cases} error={at("特殊情形")} onChange={(special_cases) => set({ special_cases })} onSpread={(text) => onSpread("special_cases", text)} />
      <Words id="entry-standard" label="服务细则" value={entry.service_standard} error={at("服务细则")} onChange={(service_standard) => set({ service_standard })} onSpread={(text) => onSpread("service_standard", text)} />
      <Words id="entry-scope" label="适用范围" value={entry.scope} error={undefined} onChange={(scope) => set({ scope })} />
      <FieldRow field={{ label: "责任方" }} id="entry-responsible" error={undefined}>
        {() => <Select id="entry-responsible" value={entry.responsible} onChange={(responsible: Entry["responsible"] | undefined) => set({ responsible: responsible ?? null })} options={RESPONSIBLE_CHOICES} allowClear placeholder="请选择" style={{ width: "100%" }} />}
      </FieldRow>
    </div>
  );
}

function Months({ id, by, value, onChange, label }: { id: string; by: string; value: number | null; onChange: (months: number | null) => void; label?: string }) {
  const read = (text: string) => {
    const plain = plainFigures(text);
    if (plain === "") onChange(null);
    else if (/^\d{1,3}$/.test(plain)) onChange(Number(plain));
  };
  return <Input id={id} aria-label={label} aria-describedby={by} value={value ?? ""} onChange={(event) => read(event.target.value)} suffix="个月" inputMode="numeric" style={{ maxWidth: 140 }} />;
}

function RateInput({ by, value, onChange }: { by: string; value: number | null; onChange: (ppm: number | null) => void }) {
  const [text, setText] = useState(value === null ? "" : rateText(value));
  const read = text.trim() === "" ? null : parseRate(text);
  const type = (next: string) => {
    setText(next);
    const parsed = next.trim() === "" ? null : parseRate(next);
    if (parsed === null) onChange(null);
    else if (parsed.ok) onChange(parsed.value);
  };
  return (
    <>
      <Input id="entry-rate" aria-describedby={by} value={text} onChange={(event) => type(event.target.value)} suffix="%" inputMode="decimal" status={read?.ok === false ? "error" : ""} style={{ maxWidth: 140 }} />
      {read?.ok === false ? <span role="alert" className={styles.below}> {read.message}</span> : null}
    </>
  );
}

interface WordsProps {
  id: string;
  label: string;
  value: string | null;
  error: string | undefined;
  onChange: (text: string | null) => void;
  onSpread?: (text: string) => void;
}

function Words({ id, label, value, error, onChange, onSpread }: WordsProps) {
  return (
    <FieldRow field={{ label }} id={id} error={error}>
      {(by) => (
        <>
          <Input.TextArea id={id} aria-describedby={by} value={value ?? ""} onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)} autoSize={{ minRows: 2, maxRows: 6 }} />
          {onSpread === undefined || value === null ? null : <Button size="small" type="link" onClick={() => onSpread(value)}>填到其他还空着的条目</Button>}
        </>
      )}
    </FieldRow>
  );
}

interface PartsProps {
  parts: readonly PartTerm[];
  none: boolean;
  onChange: (parts: PartTerm[]) => void;
  onNone: (none: boolean) => void;
}

function Parts({ parts, none, onChange, onNone }: PartsProps) {
  const set = (at: number, change: Partial<PartTerm>) => onChange(parts.map((part, index) => (index === at ? { ...part, ...change, ...OWN } : part)));
  return (
    <>
      <ul className={styles.parts}>
        {parts.map((part, at) => (
          // Parts are told apart by their place while their names are being typed.
          <li key={at} className={styles.part}>
            <Input aria-label={`部件 ${at + 1} 名称`} value={part.name} onChange={(event) => set(at, { name: event.target.value })} />
            <Months id={`entry-part-${at}`} by="" label={`部件 ${at + 1} 期限`} value={part.months} onChange={(months) => set(at, { months })} />
            <Button size="small" aria-label={`删去部件 ${at + 1}`} onClick={() => onChange(parts.filter((_, index) => index !== at))}>删去</Button>
          </li>
        ))}
      </ul>
      <Button id="entry-parts" size="small" onClick={() => onChange([...parts, { name: "", months: null, ...OWN }])}>添加部件</Button>{" "}
      {parts.length === 0 ? <Checkbox checked={none} onChange={(event) => onNone(event.target.checked)}>这种商品没有主要部件</Checkbox> : null}
    </>
  );
}

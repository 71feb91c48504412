import { Button } from "antd";
import type { FieldView } from "@/bridge";
import { FACT_NAMES, appliesTo } from "@/features/rulings";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { fieldText } from "@/shared/record";
import { KeyValue, textOf, type Fact } from "@/shared/values";
import styles from "../cases.module.css";
import type { CasePartProps } from "../panels";

const PLATFORM = ["aftersale_no", "aftersale_kind", "platform_status", "refund_asked_fen", "platform_due"];

/** What the ruling rests on, and what the platform says of the case. */
export function QualityFacts({ view: { record }, begin }: CasePartProps) {
  const claim = textOf(record.values.claim);
  const applies = record.fields.filter((field) => FACT_NAMES.has(field.name) && appliesTo(claim, field.name));
  const filled = (fields: readonly FieldView[]) => fields.map((field) => factOf(field, record.values[field.name])).filter((fact) => fact.value !== null);
  const known = filled(applies);
  const platform = filled(record.fields.filter((field) => PLATFORM.includes(field.name)));
  const told = textOf(record.values.fault_text);
  const edit = begin("set_facts");
  return (
    <>
      {platform.length === 0 ? null : <Card title="平台售后单"><KeyValue label="平台售后单" items={platform} /></Card>}
      <Card title="事实" extra={edit === undefined ? undefined : <Button size="small" onClick={edit}>{record.buttons.find((button) => button.event === "set_facts")?.label ?? "改事实"}</Button>}>
        {told === "" ? null : <p className={styles.told}>“{told}”</p>}
        <KeyValue label="事实" items={known} />
        {known.length < applies.length ? <p className={look.quiet}>另有 {applies.length - known.length} 项没有填</p> : null}
      </Card>
    </>
  );
}

function factOf(field: FieldView, value: unknown): Fact {
  if (field.name === "repairs" && Array.isArray(value)) return { label: field.label, value: <Repairs rows={value as { in: string; out: string | null }[]} /> };
  return { label: field.label, value: fieldText(field, value) };
}

function Repairs({ rows }: { rows: readonly { in: string; out: string | null }[] }) {
  return <ul>{rows.map((row) => <li key={row.in}>{row.in} 至 {row.out ?? "未交还"}</li>)}</ul>;
}

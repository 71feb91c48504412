import { useState } from "react";
import type { RecordView } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { FormFromFields, type FieldValue, type Values } from "@/shared/form";
import { Card } from "@/shared/layout";
import { declarationsOf, fieldText, performStep } from "@/shared/record";
import { KeyValue } from "@/shared/values";
import styles from "./settings.module.css";
import { useShopRecord } from "./useShopRecord";

/** What holds in the core while nothing is set. */
const UNSET: Record<string, FieldValue> = { idle_minutes: 5 };

/** Name, contact, province, seal, idle time. The owner writes, everybody reads. */
export function ShopPart() {
  const { record, error, retry } = useShopRecord();
  return (
    <Card title="店铺资料">
      {error === null ? null : <ErrorNote error={error} safe="资料没有改动。" onRetry={retry} />}
      {record === undefined ? null : <ShopRecord key={record.version} record={record} />}
    </Card>
  );
}

function ShopRecord({ record }: { record: RecordView }) {
  const edit = record.buttons.find(({ event }) => event === "edit");
  if (edit === undefined || !edit.enabled) {
    const shown = record.fields.filter(({ type, name }) => type !== "json" && name !== "demo");
    return (
      <>
        <KeyValue items={shown.map((field) => ({ label: field.label, value: fieldText(field, record.values[field.name] ?? UNSET[field.name]) }))} />
        <p className={styles.quiet}>店铺资料由店主修改。</p>
      </>
    );
  }
  return <EditShop record={record} fields={declarationsOf(edit.asks)} />;
}

function EditShop({ record, fields }: { record: RecordView; fields: ReturnType<typeof declarationsOf> }) {
  const [saved, setSaved] = useState(false);
  const start = Object.fromEntries(fields.map(({ name }) => [name, (record.values[name] ?? UNSET[name] ?? null) as FieldValue]));
  const save = async (values: Values) => {
    setSaved(false);
    await performStep(record, "edit", values);
    setSaved(true);
  };
  return (
    <>
      <FormFromFields fields={fields} initial={start} submit="保存" draft={`shop/${record.id}/edit`} onSubmit={save} />
      <p role="status">{saved ? "✓ 已保存" : ""}</p>
    </>
  );
}

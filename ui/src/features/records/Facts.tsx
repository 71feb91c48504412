import type { ReactNode } from "react";
import { call, type FieldView, type RecordView } from "@/bridge";
import look from "@/shared/look.module.css";
import { Masked } from "@/shared/masked";
import { fieldText } from "@/shared/record";
import { KeyValue } from "@/shared/values";
import { JsonValue } from "./JsonValue";
import { ReferenceLink } from "./Reference";
import styles from "./records.module.css";
import { pointed } from "./values";

/** What a record says, field by field in the order of the declaration. */
export function Facts({ record }: { record: RecordView }) {
  return <KeyValue label={record.kind_label} items={record.fields.map((field) => ({ label: field.label, value: factOf(record, field) }))} />;
}

interface KnownFactsProps {
  record: RecordView;
  /** Said in another place of the page. */
  elsewhere: ReadonlySet<string>;
}

/** The same where room is short: only what is filled in, and how much is not. */
export function KnownFacts({ record, elsewhere }: KnownFactsProps) {
  const all = record.fields.filter(({ name }) => !elsewhere.has(name)).map((field) => ({ label: field.label, value: factOf(record, field) }));
  const known = all.filter(({ value }) => value !== null);
  return (
    <>
      {known.length === 0 ? null : <KeyValue label={record.kind_label} items={known} />}
      {known.length < all.length ? <p className={look.quiet}>{known.length === 0 ? "都还没有填写" : `另有 ${all.length - known.length} 项没有填`}</p> : null}
    </>
  );
}

function factOf(record: RecordView, field: FieldView): ReactNode {
  const value = record.values[field.name];
  if (value === null || value === undefined || value === "") return null;
  if (field.masked && typeof value === "string") return <Personal {...{ record, field, value }} />;
  const reference = pointed(field, value);
  if (reference !== null) return <ReferenceLink {...reference} />;
  if (field.type === "json") return <JsonValue value={value} />;
  if (field.type === "long_text") return <span className={styles.long}>{String(value)}</span>;
  return fieldText(field, value);
}

function Personal({ record, field, value }: { record: RecordView; field: FieldView; value: string }) {
  // What a platform masked is masked for us too: there is nothing behind it to show.
  if (record.values.masked === true) return <span title="平台已打码">{value}</span>;
  const reveal = async (reason: string) => {
    const { value: clear } = await call("records.reveal", { kind: record.kind, id: record.id, field: field.name, reason });
    return clear ?? "（空）";
  };
  return <Masked value={value} label={field.label} reveal={reveal} />;
}

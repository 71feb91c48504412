import type { ReactNode } from "react";
import { KeyValue } from "@/shared/values";
import look from "@/shared/look.module.css";
import styles from "./records.module.css";

const INLINE = 5;
const MOST = 50;
const DEEPEST = 4;

const isPlain = (value: unknown) => typeof value !== "object" || value === null;

function plain(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  return typeof value === "boolean" ? (value ? "是" : "否") : String(value);
}

/** Structured content, readable: a few plain ones in a line, anything more behind its count. */
export function JsonValue({ value, depth = 0 }: { value: unknown; depth?: number }): ReactNode {
  if (isPlain(value)) return plain(value);
  if (depth >= DEEPEST) return <code>{JSON.stringify(value)}</code>;
  const items = Array.isArray(value) ? (value as unknown[]) : Object.entries(value as object);
  if (items.length === 0) return "没有";
  if (Array.isArray(value) && value.length <= INLINE && value.every(isPlain)) return value.map(plain).join("、");
  return (
    <details>
      <summary>{items.length} 项</summary>
      {Array.isArray(value) ? <Items items={value} depth={depth} /> : <Pairs pairs={items as [string, unknown][]} depth={depth} />}
      {items.length > MOST ? <p className={look.quiet}>只列出前 {MOST} 项。</p> : null}
    </details>
  );
}

function Items({ items, depth }: { items: readonly unknown[]; depth: number }) {
  return (
    <ol className={styles.items}>
      {items.slice(0, MOST).map((item, at) => (
        <li key={at}>{isPlain(item) || Array.isArray(item) ? <JsonValue value={item} depth={depth + 1} /> : <Pairs pairs={Object.entries(item as object)} depth={depth + 1} />}</li>
      ))}
    </ol>
  );
}

function Pairs({ pairs, depth }: { pairs: readonly [string, unknown][]; depth: number }) {
  return <KeyValue items={pairs.slice(0, MOST).map(([label, value]) => ({ label, value: <JsonValue value={value} depth={depth + 1} /> }))} />;
}

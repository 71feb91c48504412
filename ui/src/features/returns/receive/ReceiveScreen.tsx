import { Button, Input } from "antd";
import { useRef, useState } from "react";
import type { InputRef } from "antd";
import { Link, useSearchParams } from "react-router";
import { useOperation, type CaseRow } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Card, PageHeader } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { useScanner } from "@/shared/scanner";
import styles from "../returns.module.css";
import { Orphan } from "./Orphan";
import { Parcel } from "./Parcel";

/** A parcel that was dealt with while the screen stood open. */
export interface Taken {
  id: string;
  number: string;
  words: string;
}

/** 收货验收: parcel after parcel, with the scanner and one form. The code stands in the address, so that back goes back. */
export function ReceiveScreen() {
  const [search, setSearch] = useSearchParams();
  const code = search.get("code") ?? "";
  const setCode = (text: string) => setSearch(text === "" ? {} : { code: text }, { replace: true });
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const field = useRef<InputRef>(null);
  useScanner((scanned) => setCode(scanned.trim()));
  const next = (one: Taken | null) => {
    if (one !== null) setTaken((before) => [one, ...before.filter(({ id }) => id !== one.id)]);
    setCode("");
    field.current?.focus();
  };
  return (
    <>
      <PageHeader title="收货验收" subtitle="扫包裹上的快递单号，或扫、输入退换货单号、订单号。" />
      <Scan key={`scan ${code}`} code={code} field={field} onCode={setCode} />
      {code === "" ? null : <Found key={`found ${code}`} code={code} onNext={next} />}
      {taken.length === 0 ? null : (
        <Card title={`刚收的 ${taken.length} 件`}>
          <ul className={styles.done}>{taken.map(({ id, number, words }) => <li key={id}><Link to={`/cases/${id}`}>{number}</Link> {words}</li>)}</ul>
        </Card>
      )}
    </>
  );
}

function Scan({ code, field, onCode }: { code: string; field: React.RefObject<InputRef | null>; onCode: (code: string) => void }) {
  const [text, setText] = useState(code);
  return (
    <form
      role="search"
      className={styles.scan}
      onSubmit={(event) => {
        event.preventDefault();
        onCode(text.trim());
      }}
    >
      {/* The page exists to be scanned into. */}
      {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
      <Input ref={field} autoFocus={code === ""} size="large" value={text} onChange={(event) => setText(event.target.value)} aria-label="单号" placeholder="快递单号、TH 单号或订单号" allowClear />
      <Button size="large" type={code === "" ? "primary" : "default"} htmlType="submit" disabled={text.trim() === ""}>查找</Button>
    </form>
  );
}

/** The case of a code: one opens, several are chosen from, none is said so. */
function Found({ code, onNext }: { code: string; onNext: (taken: Taken | null) => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useOperation("cases.list", { kind: "returns_exchange", words: code, which: "all" }, { kinds: ["returns_exchange", "sales_order"] });
  if (data === undefined) return error === null ? <p role="status">正在查找…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />;
  const open = data.rows.filter(({ ended }) => !ended);
  const id = chosen ?? (open.length === 1 ? open[0]?.id : undefined);
  if (id !== undefined) return <Parcel key={id} id={id} code={code} onNext={onNext} />;
  if (open.length > 1) return <Choose rows={open} onChoose={setChosen} />;
  return <Orphan code={code} ended={data.rows} onRegistered={setChosen} />;
}

function Choose({ rows, onChoose }: { rows: readonly CaseRow[]; onChoose: (id: string) => void }) {
  return (
    <Card title={`有 ${rows.length} 件在办，是哪一件？`}>
      <ul className={styles.done}>
        {rows.map(({ id, number, title, state_label, consumer }) => (
          <li key={id}><Button type="link" onClick={() => onChoose(id)}>{number}</Button> {title} <span className={look.quiet}>{[consumer, state_label].filter(Boolean).join(" · ")}</span></li>
        ))}
      </ul>
    </Card>
  );
}

import { Button } from "antd";
import { Link } from "react-router";
import { useOperation, type Button as StepButton, type CaseView, type RecordView } from "@/bridge";
import { Attachments } from "@/shared/attachments";
import { ErrorNote } from "@/shared/feedback";
import { FormFromFields, type FieldDeclaration, type Values } from "@/shared/form";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { declarationsOf, performStep, toneOf, useSteps } from "@/shared/record";
import { beijing, useNow } from "@/shared/time";
import { KeyValue, StateTag, textOf } from "@/shared/values";
import { EVIDENCE } from "../evidence";
import { Inspection } from "../Inspections";
import { Lanes } from "../Lanes";
import styles from "../returns.module.css";
import type { Taken } from "./ReceiveScreen";

interface ParcelProps {
  id: string;
  /** What was scanned. */
  code: string;
  onNext: (taken: Taken | null) => void;
}

const MOVES = ["returns_exchange", "return_item", "inspection", "clock", "notice", "account"];

/** A parcel whose case is known: what it should hold, and one form for signing and inspecting. */
export function Parcel({ id, code, onNext }: ParcelProps) {
  const { data, error, refetch } = useOperation("cases.show", { id }, { kinds: MOVES });
  if (data === undefined) return error === null ? <p role="status">正在打开…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.receive}>
      <div><Expected view={data} /></div>
      <div>
        <Look view={data} code={code} reload={async () => (await refetch()).data?.record} />
        <Card title="照片"><Attachments caseId={data.record.id} ofKind={data.record.kind} roles={EVIDENCE} /></Card>
        <p className={styles.after}><Button onClick={() => onNext(taken(data))}>下一件</Button></p>
      </div>
    </div>
  );
}

const taken = ({ record }: CaseView): Taken | null => (record.values.back_on == null ? null : { id: record.id, number: record.number, words: record.state_label });

/** What should be in the parcel. */
function Expected({ view: { record, related, consumer, order } }: { view: CaseView }) {
  const items = related.find(({ kind }) => kind === "return_item")?.rows.filter(({ values }) => values.state === "listed") ?? [];
  return (
    <>
      <Card title="应有的商品" extra={<StateTag label={record.state_label} tone={toneOf(record.state)} />}>
        <p className={styles.which}><Link to={`/cases/${record.id}`}>{record.number}</Link></p>
        <ul className={styles.done}>{items.map(({ id, values }) => <li key={id}>{textOf(values.title)} × {String(values.quantity ?? 1)}</li>)}</ul>
        <KeyValue label="退换货单" items={[
          { label: "消费者", value: textOf(consumer?.values.name) || textOf(consumer?.values.account) },
          { label: "订单", value: textOf(order?.values.order_no) },
          { label: "退回单号", value: textOf(record.values.return_tracking_no) },
        ]} />
        {textOf(record.values.claim_text) === "" ? null : <p className={look.quiet}>“{textOf(record.values.claim_text)}”</p>}
      </Card>
      <Lanes record={record} />
    </>
  );
}

interface LookProps {
  view: CaseView;
  code: string;
  reload: () => Promise<RecordView | undefined>;
}

/** Signing and inspecting in one form; after that, what comes next. */
function Look({ view, code, reload }: LookProps) {
  const { record, related } = view;
  const today = beijing(useNow())?.date ?? "";
  const { data: ways } = useOperation("records.new", { kind: "inspection" }, { kinds: ["account"] });
  const inspect = ways?.find(({ event }) => event === "record");
  const receive = record.buttons.find(({ event }) => event === "receive");
  const seen = related.find(({ kind }) => kind === "inspection")?.rows[0];
  if (receive === undefined && record.state !== "inspecting") return <Card title="验收"><p>这一单现在是“{record.state_label}”，不用签收退货。</p></Card>;
  if (receive === undefined && seen !== undefined) return <Next record={record} inspection={seen.id} reload={reload} />;
  if (inspect === undefined) return null;
  const submit = async (values: Values) => {
    if (receive !== undefined) await performStep(record, "receive", only(values, receive));
    const back = receive === undefined ? textOf(record.values.back_on) : values.back_on;
    await performStep({ kind: "inspection", id: null, version: null }, "record", { ...only(values, inspect), case_id: record.id, received_on: back });
    await reload();
  };
  return (
    <Card title={receive === undefined ? "验收" : "签收并验收"}>
      <FormFromFields
        fields={fieldsOf(receive, inspect)}
        initial={{ back_on: today, return_carrier: textOf(record.values.return_carrier), return_tracking_no: textOf(record.values.return_tracking_no) || (isNumberOf(view, code) ? null : code) }}
        submit={receive === undefined ? "记录验收" : "签收并记录验收"}
        onSubmit={submit}
      />
    </Card>
  );
}

/** The case's own number, or its order's, is not the parcel's. */
const isNumberOf = ({ record, order }: CaseView, code: string) =>
  record.number.toLowerCase().includes(code.toLowerCase()) || textOf(order?.values.order_no).includes(code);

function fieldsOf(receive: StepButton | undefined, inspect: StepButton): FieldDeclaration[] {
  const looked = declarationsOf(inspect.asks).filter(({ name }) => name !== "case_id" && name !== "received_on");
  return [...(receive === undefined ? [] : declarationsOf(receive.asks)), ...looked];
}

/** Of what was typed, what a step asks for. */
const only = (values: Values, step: StepButton): Values => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== null && step.asks.some((field) => field.name === name)));

const AFTER = new Set(["accept_goods", "dispute", "rule", "ask_refusal"]);

/** What was found, and what may be done about it. */
function Next({ record, inspection, reload }: { record: RecordView; inspection: string; reload: LookProps["reload"] }) {
  const { actions, dialog, error, said } = useSteps({ ...record, buttons: record.buttons.filter(({ event }) => AFTER.has(event)) }, { primary: ["accept_goods"], prefill: true, reload });
  return (
    <Card title="验收">
      <Inspection id={inspection} />
      <p role="status" className="visually-hidden">{said}</p>
      {error === null ? null : <ErrorNote error={error} />}
      <div role="group" aria-label="验收之后" className={styles.scan}>
        {actions.map(({ id, label, run, primary, disabledReason }) => (
          <Button key={id} type={primary === true ? "primary" : "default"} disabled={disabledReason !== undefined} title={disabledReason ?? ""} onClick={run}>{label}</Button>
        ))}
      </div>
      {dialog}
    </Card>
  );
}

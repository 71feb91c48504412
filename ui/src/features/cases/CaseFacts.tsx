import { Button } from "antd";
import { Link } from "react-router";
import { call, type CaseView, type FieldView } from "@/bridge";
import { FACT_NAMES, appliesTo } from "@/features/rulings";
import { Card } from "@/shared/layout";
import { Masked } from "@/shared/masked";
import { fieldText } from "@/shared/record";
import { KeyValue, Money, type Fact } from "@/shared/values";
import styles from "./cases.module.css";
import { Notices } from "./Notices";

const text = (value: unknown) => (typeof value === "string" ? value : "");
const CONSUMER = [["name", "姓名"], ["phone", "电话"], ["account", "账号"], ["address", "地址"]] as const;
const PLATFORM = ["aftersale_no", "aftersale_kind", "platform_status", "refund_asked_fen", "platform_due"];

/** The facts at the left: order, consumer, what the ruling rests on. */
export function CaseFacts({ view, onEdit }: { view: CaseView; onEdit: (() => void) | undefined }) {
  const { record } = view;
  const claim = text(record.values.claim);
  const facts = record.fields.filter((field) => FACT_NAMES.has(field.name) && appliesTo(claim, field.name));
  const known = facts.map((field) => factOf(field, record.values[field.name])).filter((fact) => fact.value !== null);
  const platform = record.fields.filter((field) => PLATFORM.includes(field.name)).map((field) => factOf(field, record.values[field.name])).filter((fact) => fact.value !== null);
  const told = text(record.values.fault_text);
  return (
    <>
      <Card title="订单与消费者">
        <KeyValue label="订单与消费者" items={[...orderFacts(view), ...consumerFacts(view), { label: "负责人", value: view.owner }]} />
        {view.consumer !== null && view.consumer.other_cases > 0 ? (
          <p className={styles.quiet}>这位消费者另有 <Link to={`/cases?which=all&q=${encodeURIComponent(text(view.order?.values.order_no))}`}>{view.consumer.other_cases} 件售后单</Link></p>
        ) : null}
      </Card>
      {view.notices.length === 0 ? null : <Card title="通知书"><Notices notices={view.notices} keyed={!record.buttons.some((button) => button.event === "tell")} /></Card>}
      {platform.length === 0 ? null : <Card title="平台售后单"><KeyValue label="平台售后单" items={platform} /></Card>}
      <Card title="事实" extra={onEdit === undefined ? undefined : <Button size="small" onClick={onEdit}>{record.buttons.find((button) => button.event === "set_facts")?.label ?? "改事实"}</Button>}>
        {told === "" ? null : <p>“{told}”</p>}
        <KeyValue label="事实" items={known} />
        {known.length < facts.length ? <p className={styles.quiet}>另有 {facts.length - known.length} 项没有填</p> : null}
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

function orderFacts({ order, record }: CaseView): Fact[] {
  const goods = { label: "商品", value: text(record.values.goods_title) };
  if (order === null) return [{ label: "订单", value: "没有关联订单" }, goods];
  const paid = order.values.paid_fen;
  return [
    { label: "订单", value: <>{text(order.values.order_no)}<br /><span className={styles.quiet}>{order.platform} {text(order.values.shop)}</span></> },
    goods,
    ...(order.lines.length > 1 ? [{ label: "整单", value: <OrderLines lines={order.lines} /> }] : []),
    { label: "实付", value: <Money fen={typeof paid === "number" ? paid : null} /> },
  ];
}

function OrderLines({ lines }: { lines: readonly Record<string, unknown>[] }) {
  return <ul className={styles.lines}>{lines.map((line) => <li key={String(line.id)}>{text(line.title)} × {String(line.quantity ?? 1)}</li>)}</ul>;
}

function consumerFacts({ consumer }: CaseView): Fact[] {
  if (consumer === null) return [{ label: "消费者", value: "没有登记" }];
  return CONSUMER.flatMap(([field, label]): Fact[] => {
    const value = text(consumer.values[field]);
    if (value === "") return [];
    // What the platform masked is masked for us too: there is nothing behind it to show.
    const byPlatform = consumer.values.masked === true;
    return [{ label, value: byPlatform ? <span title="平台已打码">{value}</span> : <Masked value={value} label={label} reveal={(reason) => reveal(consumer.id, field, reason)} /> }];
  });
}

async function reveal(id: string, field: string, reason: string): Promise<string> {
  const { value } = await call("records.reveal", { kind: "consumer", id, field, reason });
  return value ?? "（空）";
}

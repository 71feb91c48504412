import { Link } from "react-router";
import { call, type CaseView } from "@/bridge";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { Masked } from "@/shared/masked";
import { KeyValue, Money, textOf, type Fact } from "@/shared/values";
import styles from "../cases.module.css";

const CONSUMER = [["name", "姓名"], ["phone", "电话"], ["account", "账号"], ["address", "地址"]] as const;

/** Of every case: its order, its consumer, who has it. */
export function OrderFacts({ view }: { view: CaseView }) {
  const { consumer } = view;
  return (
    <Card title="订单与消费者">
      <KeyValue label="订单与消费者" items={[...orderFacts(view), ...consumerFacts(view), { label: "负责人", value: view.owner }]} />
      {consumer !== null && consumer.other_cases > 0 ? (
        <p className={look.quiet}>这位消费者另有 <Link to={`/records/consumer/${consumer.id}`}>{consumer.other_cases} 件</Link></p>
      ) : null}
    </Card>
  );
}

function orderFacts({ order, record }: CaseView): Fact[] {
  const title = textOf(record.values.goods_title);
  const goods = title === "" ? [] : [{ label: "商品", value: title }];
  if (order === null) return [{ label: "订单", value: "没有关联订单" }, ...goods];
  const paid = order.values.paid_fen;
  return [
    { label: "订单", value: <><Link to={`/records/sales_order/${order.id}`}>{textOf(order.values.order_no)}</Link><br /><span className={look.quiet}>{order.platform} {textOf(order.values.shop)}</span></> },
    ...goods,
    ...(order.lines.length > 1 ? [{ label: "整单", value: <OrderLines lines={order.lines} /> }] : []),
    { label: "实付", value: <Money fen={typeof paid === "number" ? paid : null} /> },
  ];
}

function OrderLines({ lines }: { lines: readonly Record<string, unknown>[] }) {
  return <ul className={styles.lines}>{lines.map((line) => <li key={String(line.id)}>{textOf(line.title)} × {String(line.quantity ?? 1)}</li>)}</ul>;
}

function consumerFacts({ consumer }: CaseView): Fact[] {
  if (consumer === null) return [{ label: "消费者", value: "没有登记" }];
  return CONSUMER.flatMap(([field, label]): Fact[] => {
    const value = textOf(consumer.values[field]);
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

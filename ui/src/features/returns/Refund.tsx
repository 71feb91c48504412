import { Button } from "antd";
import { useOperation, type RefundRow, type RefundTable } from "@/bridge";
import type { CasePartProps } from "@/features/cases";
import { Working } from "@/features/rulings";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { formatFen, Money, textOf } from "@/shared/values";
import { discountsOf, frozenTable, sumRows } from "./refund";
import styles from "./returns.module.css";

const MOVES = ["returns_exchange", "return_item", "sales_order", "order_line", "ruling"];

/** What is paid back: computed live until the platform is asked, then as it was asked. */
export function Refund({ view: { record }, begin }: CasePartProps) {
  const frozen = frozenTable(record.values.refund_table);
  const open = frozen === null && record.state !== "refused" && record.state !== "cancelled";
  const { data, error, refetch } = useOperation("returns.refund_table", { id: record.id }, { kinds: MOVES, enabled: open });
  const table = frozen ?? data;
  const fill = begin("set_sums");
  const change = fill === undefined ? undefined : <Button size="small" onClick={fill}>填写退款事实</Button>;
  if (!open && frozen === null) return null;
  if (table === undefined) {
    return <Card title="退款" extra={change}>{error === null ? <p role="status">正在计算…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />}</Card>;
  }
  return (
    <Card title="退款" extra={change}>
      {textOf(record.values.money_state) === "none" ? <Exchange record={record.values} table={table} /> : <Sums values={record.values} table={table} />}
      <Details table={table} />
    </Card>
  );
}

/** Goods for goods: nothing is paid back but what the consumer laid out. */
function Exchange({ record, table }: { record: Record<string, unknown>; table: RefundTable }) {
  const gap = Number(record.gap_fen ?? 0);
  return (
    <>
      <p>{record.gap_side === "consumer" ? <>换成的商品更贵，消费者补差 <Money fen={gap} strong />。</> : "不涉及退款。"}</p>
      <Beside fen={table.return_freight_fen} />
    </>
  );
}

function Sums({ values, table }: { values: Record<string, unknown>; table: RefundTable }) {
  const replacing = ["exchange", "reship"].includes(textOf(values.application));
  const decided = typeof values.refund_fen === "number" ? values.refund_fen : replacing ? Number(values.gap_fen ?? 0) : null;
  return (
    <>
      <table className={styles.sums}>
        <caption className="visually-hidden">退款计算</caption>
        <tbody>
          {replacing ? <tr><th scope="row">退差价</th><td><Money fen={Number(values.gap_fen ?? 0)} /></td></tr> : <Parts table={table} decided={decided} />}
          <tr className={styles.total}><th scope="row">应退</th><td><Money fen={decided ?? table.refund_fen} strong /></td></tr>
        </tbody>
      </table>
      {textOf(values.departure_reason) === "" ? null : <p className={look.quiet}>核定理由：{textOf(values.departure_reason)}</p>}
      <Paid values={values} />
      <Beside fen={table.return_freight_fen} />
      <p className={look.quiet}>上限 {formatFen(table.most_fen)}：实付 {formatFen(table.paid_fen)} − 已退 {formatFen(table.refunded_before_fen)}</p>
    </>
  );
}

/** The lines stand for the goods; what comes to them and off them follows. */
function Parts({ table, decided }: { table: RefundTable; decided: number | null }) {
  return (
    <>
      {table.rows.filter(({ returning }) => returning > 0).map((row) => <Line key={row.id} row={row} table={table} />)}
      {sumRows(table, decided).slice(1).map(({ label, fen }) => <tr key={label}><th scope="row">{label}</th><td><Money fen={fen} /></td></tr>)}
    </>
  );
}

/** A line of the order: list price − its share of the discounts = paid; and what of it goes back. */
function Line({ row, table }: { row: RefundRow; table: RefundTable }) {
  const off = discountsOf(row, table).map(({ label, fen }) => ` − ${label} ${formatFen(fen)}`).join("");
  const before = row.returned_before > 0 || row.refunded_before_fen > 0 ? `；前已退 ${row.returned_before} 件 ${formatFen(row.refunded_before_fen)}` : "";
  return (
    <tr className={styles.line}>
      <th scope="row">
        <span className={styles.goods}>{row.title} <span className={look.quiet}>退 {row.returning}/{row.quantity} 件</span></span>
        <span className={look.quiet}>标价 {formatFen(row.list_fen)}{off} = 实付 {formatFen(row.net_paid_fen)}{before}</span>
      </th>
      <td><Money fen={row.refundable_fen} /></td>
    </tr>
  );
}

/** What the platform says it paid, beside what was asked. */
function Paid({ values }: { values: Record<string, unknown> }) {
  if (typeof values.refunded_fen !== "number") return null;
  const differs = values.money_state === "mismatch";
  return <p className={differs ? styles.warning : look.quiet}>{differs ? "! 退款不符：" : "平台已退 "}{differs ? `平台退了 ${formatFen(values.refunded_fen)}，应退 ${formatFen(Number(values.refund_fen))}` : formatFen(values.refunded_fen)}（{textOf(values.refunded_on)}）</p>;
}

const Beside = ({ fen }: { fen: number }) => (fen === 0 ? null : <p>另付消费者垫付的退回运费 <Money fen={fen} /></p>);

function Details({ table }: { table: RefundTable }) {
  const kinds = table.discounts.filter(({ back_fen }) => back_fen > 0);
  return (
    <>
      {kinds.length === 0 ? null : (
        <ul className={styles.discounts} aria-label="优惠怎样退">
          {kinds.map(({ label, back_fen, comes_back }) => <li key={label} className={look.quiet}>{label} {formatFen(back_fen)}：{comes_back}</li>)}
        </ul>
      )}
      {table.warnings.map((warning) => <p key={warning} className={styles.warning}><span aria-hidden="true">! </span>{warning}</p>)}
      {table.notes.map(({ reading, alternative }) => <p key={reading} className={look.quiet}>存在不同理解：{reading}；{alternative}</p>)}
      <details>
        <summary>依据与计算（{table.working.length} 行）</summary>
        <Working lines={table.working} />
      </details>
    </>
  );
}

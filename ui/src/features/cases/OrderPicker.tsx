import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { call, toCallError, type CallError, type FoundOrder, type ListRow } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import look from "@/shared/look.module.css";
import { Money, textOf } from "@/shared/values";
import styles from "./cases.module.css";

export interface PickedOrder {
  id: string;
  values: Record<string, unknown>;
  lines: ListRow[];
}

const PAUSE_MS = 200;

/** Finds the order by its number, the tail of a phone, or a name. The person may go on without one. */
export function OrderPicker({ picked, onPick }: { picked: PickedOrder | null; onPick: (order: PickedOrder | null) => void }) {
  const [words, setWords] = useState("");
  const { orders, error, asked } = useOrders(words);
  if (picked !== null) {
    return (
      <p>
        订单 <strong>{textOf(picked.values.order_no)}</strong> <Money fen={Number(picked.values.paid_fen ?? 0)} />{" "}
        <Button size="small" onClick={() => onPick(null)}>换一个订单</Button>
      </p>
    );
  }
  return (
    <>
      <Input.Search value={words} onChange={(event) => setWords(event.target.value)} placeholder="订单号、手机尾号、姓名或拼音首字母" aria-label="查找订单" allowClear style={{ maxWidth: 480 }} />
      {error === null ? null : <ErrorNote error={error} />}
      <ul className={styles.found} aria-label="找到的订单">
        {orders.map(({ order, lines, consumer, open_cases }) => (
          <li key={order.id}>
            <button type="button" className={styles.pick} onClick={() => onPick({ id: order.id, values: order.values, lines })}>
              <strong>{textOf(order.values.order_no)}</strong>
              <span className={look.clipped}>
                {consumer ?? ""} {textOf(lines[0]?.values.title)} {textOf(order.values.paid_at).slice(0, 10)}
                {open_cases > 0 ? ` · 已有 ${open_cases} 件在办` : ""}
              </span>
              <Money fen={typeof order.values.paid_fen === "number" ? order.values.paid_fen : null} />
            </button>
          </li>
        ))}
      </ul>
      {asked && orders.length === 0 ? <p className={look.quiet} role="status">没有找到订单。核对号码，或不选订单直接填写。</p> : null}
    </>
  );
}

function useOrders(words: string) {
  const [found, setFound] = useState<{ words: string; orders: FoundOrder[]; error: CallError | null }>({ words: "", orders: [], error: null });
  const wanted = words.trim();
  useEffect(() => {
    if (wanted.length < 2) return;
    let stale = false;
    const timer = setTimeout(() => {
      call("orders.find", { text: wanted }).then(
        (orders) => !stale && setFound({ words: wanted, orders, error: null }),
        (thrown: unknown) => !stale && setFound({ words: wanted, orders: [], error: toCallError(thrown) }),
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  const current = wanted.length >= 2 && found.words === wanted;
  return { orders: current ? found.orders : [], error: current ? found.error : null, asked: current };
}

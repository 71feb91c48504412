import type { ListRow } from "@/bridge";
import type { FactsTyped } from "@/features/rulings";
import { fenToText, textOf } from "@/shared/values";
import type { PickedOrder } from "./OrderPicker";

interface Prefillable {
  title: string;
  facts: FactsTyped;
}

const day = (value: unknown) => textOf(value).slice(0, 10);

/** What the order knows of the goods, the price and the days stands in place of what it knew of another order. */
export function prefilled<T extends Prefillable>(typed: T, order: PickedOrder, line: ListRow | undefined): T {
  const paid = line?.values.paid_fen ?? (order.lines.length < 2 ? order.values.paid_fen : null);
  const known = {
    channel: "online",
    proof: "order_record",
    invoice_date: day(order.values.paid_at),
    received_date: day(order.values.received_at),
    price_fen: typeof paid === "number" ? fenToText(paid) : "",
  };
  return {
    ...typed,
    title: textOf(line?.values.title) || typed.title,
    facts: { ...typed.facts, plain: { ...typed.facts.plain, ...known } },
  };
}

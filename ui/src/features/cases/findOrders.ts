import { call, type ListRow } from "@/bridge";

const MOST = 8;
/** Pages of fifty that are looked through for what the core has no question for. */
const PAGES = 40;

/** Orders by their own number; failing that, those of the consumers the words lead to, newest first. */
export async function findOrders(words: string): Promise<ListRow[]> {
  const [orders, people] = await Promise.all([
    call("records.list", { kind: "sales_order", words, state: null, after: null }),
    call("records.list", { kind: "consumer", words, state: null, after: null }),
  ]);
  if (orders.rows.length > 0 || people.rows.length === 0) return orders.rows.slice(0, MOST);
  const ids = new Set(people.rows.map((person) => person.id));
  return through("sales_order", (order) => typeof order.values.consumer_id === "string" && ids.has(order.values.consumer_id), MOST);
}

/** The lines of an order. */
export function linesOf(order: ListRow): Promise<ListRow[]> {
  return through("order_line", (line) => line.values.order_id === order.id, Infinity);
}

/** Looks through a kind, newest first, until there are enough, or the last page that is looked at. */
async function through(kind: string, wanted: (row: ListRow) => boolean, enough: number): Promise<ListRow[]> {
  const found: ListRow[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES && found.length < enough; page += 1) {
    const answer: { rows: ListRow[]; after: string | null } = await call("records.list", { kind, words: "", state: "active", after });
    found.push(...answer.rows.filter(wanted));
    after = answer.after;
    if (after === null) break;
  }
  return found.slice(0, enough === Infinity ? undefined : enough);
}

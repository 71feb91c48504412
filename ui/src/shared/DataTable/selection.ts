/** The ids with `id` turned over. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The ids with every row from `anchor` to `id` added, both included; without an anchor only `id`. */
export function withRange(ids: ReadonlySet<string>, order: readonly string[], anchor: string | null, id: string): ReadonlySet<string> {
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return new Set([...ids, id]);
  return new Set([...ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}

/** All of them, or none when all are in already. Ids outside `order` (on other pages) stay. */
export function toggledAll(ids: ReadonlySet<string>, order: readonly string[]): ReadonlySet<string> {
  if (!order.every((id) => ids.has(id))) return new Set([...ids, ...order]);
  const shown = new Set(order);
  return new Set([...ids].filter((id) => !shown.has(id)));
}

import type { Button, FieldView, RecordView } from "@/bridge";

/** Who has the parent need not have the part. */
const OF_ITS_OWN = new Set(["owner"]);

/** What a step that makes a part of a record need not ask for: the record itself, and what both point to (consumer, order, unit). */
export function givenBy(of: RecordView, link: string, button: Button): Record<string, unknown> {
  const known = button.asks.filter((asked) => asked.name !== link && pointsAlike(of, asked)).map(({ name }) => [name, of.values[name]]);
  return { ...Object.fromEntries(known), [link]: of.id };
}

export function withoutGiven(of: RecordView, link: string, button: Button): Button {
  const given = givenBy(of, link, button);
  return { ...button, asks: button.asks.filter(({ name }) => !(name in given)) };
}

function pointsAlike(of: RecordView, asked: FieldView): boolean {
  if (asked.type !== "ref" || OF_ITS_OWN.has(asked.name) || typeof of.values[asked.name] !== "string") return false;
  return of.fields.some(({ name, type, of: kind }) => name === asked.name && type === "ref" && kind === asked.of);
}

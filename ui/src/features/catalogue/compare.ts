import type { Entry } from "@/bridge";

/** better: more for the consumer than the built-in list; below: less, which cannot be published. */
export type Standing = "same" | "better" | "below";

/** A period against the built-in one; what either does not name is not compared. */
export function standingOfMonths(own: number | null, law: number | null | undefined): Standing {
  if (own === null || law === null || law === undefined || own === law) return "same";
  return own > law ? "better" : "below";
}

/** A rate of depreciation against the built-in one: lower is better for the consumer. */
export function standingOfRate(own: number | null, law: number | null | undefined): Standing {
  if (own === null || law === null || law === undefined || own === law) return "same";
  return own < law ? "better" : "below";
}

/** The built-in entry of the same product. */
export function baseOf(builtin: readonly Entry[], entry: Pick<Entry, "product">): Entry | undefined {
  return builtin.find((base) => base.product === entry.product.trim());
}

/** The number of days and parts by which an entry goes beyond the built-in list. */
export function betterPoints(entry: Entry, base: Entry | undefined): number {
  if (base === undefined) return 0;
  const parts = entry.parts.filter((part) => standingOfMonths(part.months, base.parts.find((law) => law.name === part.name)?.months) === "better");
  const whole = standingOfMonths(entry.whole_months, base.whole_months) === "better" ? 1 : 0;
  const rate = standingOfRate(entry.daily_rate, base.daily_rate) === "better" ? 1 : 0;
  return parts.length + whole + rate;
}

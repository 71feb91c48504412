import { formatDate } from "./beijing";

/** A calendar day (2026-03-05) or an instant (2026-03-05 14:30, Beijing). Nothing known is a dash. */
export function DateText({ value }: { value: string | null | undefined }) {
  if (value === null || value === undefined || value === "") return <span aria-label="无">—</span>;
  return <time dateTime={value} style={{ whiteSpace: "nowrap" }}>{formatDate(value)}</time>;
}

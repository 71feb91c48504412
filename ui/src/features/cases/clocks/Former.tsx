import type { ClockView } from "@/bridge";
import { moment } from "@/shared/deadline";
import look from "@/shared/look.module.css";
import { useNow } from "@/shared/time";
import type { Limit } from "./limits";

/** The first limit of one that was put off stays, late or not; then each extension, why, and how the consumer was told. */
export function Former({ limit: { clock, former } }: { limit: Limit }) {
  const now = useNow();
  const [first] = former;
  if (first === undefined) return null;
  const at = (one: ClockView) => moment(one.due_at, now) ?? "—";
  return (
    <ul className={look.quiet} aria-label="延期经过">
      <li>原定 {at(first)}{first.late ? "，延期时已超时" : ""}</li>
      {[...former.slice(1), clock].map((one) => (
        <li key={one.started_at}>延至 {at(one)}：{one.reason}{one.told === null ? "" : `（已告知：${one.told}）`}</li>
      ))}
    </ul>
  );
}

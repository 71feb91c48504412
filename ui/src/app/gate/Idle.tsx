import { call, useOperation } from "@/bridge";
import { useIdle } from "./useIdle";

/** As in the core, when the shop's owner has not set another. */
const IDLE_MINUTES = 5;

/** Locks the seat after the shop's minutes without key or pointer. */
export function Idle({ locked, onIdle }: { locked: boolean; onIdle: () => void }) {
  const shops = useOperation("records.list", { kind: "shop", words: "", state: null, after: null }, { kinds: ["shop"] });
  const set = shops.data?.rows[0]?.values.idle_minutes;
  useIdle({
    minutes: typeof set === "number" ? set : IDLE_MINUTES,
    active: !locked,
    onIdle,
    onAlive: () => void call("session.who", {}).catch(() => undefined),
  });
  return null;
}

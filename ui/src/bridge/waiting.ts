import { useEffect, useState } from "react";

/** How long something has been going on: show progress from `visible` (300 ms) on, offer cancel from `long` (2 s) on. */
export type Waiting = "idle" | "quiet" | "visible" | "long";

const VISIBLE_MS = 300;
const LONG_MS = 2000;

/** Follows a pending flag through its stages, so that quick work never flashes a spinner. */
export function useWaiting(pending: boolean): Waiting {
  const [stage, setStage] = useState<Exclude<Waiting, "idle">>("quiet");
  useEffect(() => {
    if (!pending) return;
    const visible = setTimeout(() => setStage("visible"), VISIBLE_MS);
    const long = setTimeout(() => setStage("long"), LONG_MS);
    return () => {
      clearTimeout(visible);
      clearTimeout(long);
      setStage("quiet");
    };
  }, [pending]);
  return pending ? stage : "idle";
}

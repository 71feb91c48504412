import { useEffect, useRef, useState } from "react";
import { call } from "@/bridge";

const EVERY_MS = 300;

/** How far the work of this name is, in what it counts in, asked while `running`. */
export function useJob(job: string | null, running: boolean): number {
  const [done, setDone] = useState(0);
  const asking = useRef(false);
  useEffect(() => {
    if (job === null || !running) return;
    let stopped = false;
    const timer = setInterval(() => {
      if (asking.current) return;
      asking.current = true;
      call("jobs.progress", { job })
        .then(
          (answer) => !stopped && setDone(answer.done),
          // How far it is is only told; the work itself answers for itself.
          () => undefined,
        )
        .finally(() => (asking.current = false));
    }, EVERY_MS);
    return () => {
      stopped = true;
      clearInterval(timer);
      setDone(0);
    };
  }, [job, running]);
  return done;
}

/** Has the work of this name stop where it can. */
export function stopJob(job: string): void {
  void call("jobs.cancel", { job }).catch(() => undefined);
}

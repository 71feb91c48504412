import { useEffect, useState } from "react";
import { call } from "@/bridge";

const EVERY_MS = 300;

/** How far the work of this name is, in percent, asked while `running`. */
export function useJob(job: string, running: boolean): number {
  const [done, setDone] = useState(0);
  useEffect(() => {
    if (!running) return;
    let stopped = false;
    const ask = () =>
      call("backups.progress", { job }).then(
        (answer) => !stopped && setDone(answer.done),
        // How far it is is only told; the work itself answers for itself.
        () => undefined,
      );
    const timer = setInterval(() => void ask(), EVERY_MS);
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
  void call("backups.cancel", { job }).catch(() => undefined);
}

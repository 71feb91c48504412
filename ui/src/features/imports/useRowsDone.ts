import { useEffect, useState } from "react";
import { call } from "@/bridge";

const EVERY_MS = 300;

/** How many rows of the held file are done, asked while `running`. */
export function useRowsDone(token: string, running: boolean): number {
  const [done, setDone] = useState(0);
  useEffect(() => {
    if (!running) return;
    let stopped = false;
    const ask = () =>
      call("imports.progress", { token }).then(
        ({ done: rows }) => !stopped && setDone(rows),
        // The core lets the file go when it is through.
        () => undefined,
      );
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      stopped = true;
      clearInterval(timer);
      setDone(0);
    };
  }, [token, running]);
  return done;
}

import { useEffect, useRef, useState } from "react";
import { call, toCallError, type CallError, type Ruling } from "@/bridge";

const PAUSE_MS = 250;

/** Asks for a ruling a moment after the facts stand still. The former answer stays until the new one is there. */
export function useSandbox(facts: Record<string, unknown>, ready: boolean): { ruling: Ruling | null; error: CallError | null } {
  const [answer, setAnswer] = useState<{ ruling: Ruling | null; error: CallError | null }>({ ruling: null, error: null });
  const asked = useRef(0);
  const question = JSON.stringify(facts);
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    if (!ready) return;
    const timer = setTimeout(() => {
      call("rulings.sandbox", { facts: JSON.parse(question) as Record<string, unknown> }).then(
        (ruling) => mine === asked.current && setAnswer({ ruling, error: null }),
        (thrown: unknown) => mine === asked.current && setAnswer({ ruling: null, error: toCallError(thrown) }),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [question, ready]);
  return answer;
}

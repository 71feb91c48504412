import { useEffect, useState } from "react";
import { call, type CatalogueFault, type Entry } from "@/bridge";

const PAUSE_MS = 300;

/** What keeps the entries from being published, asked a moment after the last change; null while it is not known. */
export function useCheck(entries: readonly Entry[]): readonly CatalogueFault[] | null {
  const [known, setKnown] = useState<{ of: string; faults: readonly CatalogueFault[] } | null>(null);
  const question = JSON.stringify(entries);
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      call("catalogue.check", { entries: JSON.parse(question) as Entry[] }).then((faults) => !stale && setKnown({ of: question, faults }), () => undefined);
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [question]);
  return known?.faults ?? null;
}

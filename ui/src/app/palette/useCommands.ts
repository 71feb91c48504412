import { useEffect, useState } from "react";
import type { Command, CommandProvider } from "./commands";

export interface Section {
  id: string;
  title: string;
  commands: Command[];
}

const PAUSE_MS = 120;
const LONGEST = 8;

/** Asks every provider for `text`. Answers appear as they come; an answer to an older text is dropped. */
export function useCommands(providers: readonly CommandProvider[], text: string, open: boolean): Section[] {
  const [found, setFound] = useState<Record<string, Command[]>>({});
  const ids = providers.map((provider) => provider.id).join(" ");
  useEffect(() => {
    if (!open) return;
    let stale = false;
    const ask = () => {
      for (const provider of providers) {
        Promise.resolve()
          .then(() => provider.find(text.trim()))
          .catch(() => [])
          .then((commands) => {
            if (!stale) setFound((before) => ({ ...before, [provider.id]: commands.slice(0, LONGEST) }));
          });
      }
    };
    const timer = setTimeout(ask, text === "" ? 0 : PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // The providers are made anew on every render; what they are is told by their ids.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ids, text, open]);
  return providers
    .map(({ id, title }) => ({ id, title, commands: found[id] ?? [] }))
    .filter((section) => section.commands.length > 0);
}

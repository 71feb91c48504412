import { showChord, type KeyBinding } from "@/shared/keys";
import type { RailEntry } from "../shell/entries";

export interface Command {
  id: string;
  title: string;
  /** A quieter line beside it: the kind, the state, the number. */
  hint?: string;
  /** Its key, as text. */
  keys?: string;
  run: () => void;
}

/** A source of commands. `find` gets the trimmed text, empty when nothing is typed yet; it may take its time. */
export interface CommandProvider {
  id: string;
  /** The heading over its commands. */
  title: string;
  find: (text: string) => Command[] | Promise<Command[]>;
}

const holds = (text: string, ...words: string[]) => words.some((word) => word.toLowerCase().includes(text.toLowerCase()));

/** The entries of the rail. */
export function entryCommands(entries: readonly RailEntry[], go: (path: string) => void): CommandProvider {
  return {
    id: "entries",
    title: "前往",
    find: (text) =>
      entries
        .filter((entry) => holds(text, entry.title, ...(entry.keywords ?? [])))
        .map((entry) => ({ id: `go ${entry.id}`, title: entry.title, keys: showChord(`g ${entry.key}`), run: () => go(entry.path) })),
  };
}

/** What the keys of this screen do, for those who think in words. Moving about and opening this panel are left out. */
export function keyCommands(keys: readonly KeyBinding[]): CommandProvider {
  const useful = keys.filter((key) => key.disabledReason === undefined && !key.repeats && !/^(g .|Ctrl\+K)$/i.test(key.chord));
  return {
    id: "keys",
    title: "这个画面上",
    find: (text) =>
      useful
        .filter((key) => holds(text, key.label))
        .map((key) => ({ id: `key ${key.chord}`, title: key.label, hint: key.group, keys: showChord(key.chord), run: key.run })),
  };
}

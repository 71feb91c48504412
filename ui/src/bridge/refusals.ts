import type { CallError } from "./error";

const listeners = new Set<(error: CallError) => void>();

/** Hears of every refused or failed call, whichever screen made it: a seat that was locked has to be told from anywhere. */
export function onRefusal(listener: (error: CallError) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function tellRefusal(error: CallError): void {
  for (const listener of listeners) listener(error);
}

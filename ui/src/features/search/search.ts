import { recordPath } from "@/features/records";
import { call, type Found } from "@/bridge";

/** Where a hit leads: its case, or its own page. */
export function pathOf(found: Found): string {
  if (found.case !== null) return `/cases/${found.case}`;
  if (found.kind === "catalogue_version") return "/catalogue";
  return recordPath(found.kind, found.id);
}

/** Numbers pasted from a sheet or a chat: one a line, or with commas or tabs between. One number alone is an ordinary search. */
export function pastedNumbers(text: string): string[] {
  const parts = text.split(/[\s,，;；、]+/).filter((part) => part !== "");
  const numbers = parts.filter((part) => /\d{4,}/.test(part) && /^[\w-]+$/.test(part));
  return numbers.length >= 2 && numbers.length === parts.length ? [...new Set(numbers)] : [];
}

export interface LookedUp {
  number: string;
  hits: Found[];
}

const AT_ONCE = 4;

/** Looks up each number, a few at a time. */
export async function lookUpAll(numbers: readonly string[], onProgress: (done: number) => void, stopped: () => boolean): Promise<LookedUp[]> {
  const results: LookedUp[] = [];
  for (let at = 0; at < numbers.length && !stopped(); at += AT_ONCE) {
    const some = numbers.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map((number) => call("search", { text: number })));
    some.forEach((number, index) => results.push({ number, hits: found[index] ?? [] }));
    onProgress(results.length);
  }
  return results;
}

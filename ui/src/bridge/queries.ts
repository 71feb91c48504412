import { QueryClient } from "@tanstack/react-query";
import { CallError } from "./error";
import type { Changed } from "./client";

const RETRIES = 2;

/**
 * The cache behind every screen. Answers stay fresh until an event names one of their kinds: nothing refetches by time or by
 * focus. `networkMode: always`, since a call goes to the core on this machine and works with the cable pulled.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        retry: (failures, error) => error instanceof CallError && error.retryable && failures < RETRIES,
        retryDelay: (failures) => 300 * 2 ** failures,
      },
      // A step that writes is never repeated on its own.
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** For an answer that depends on every kind: the ledger, the conflicts. */
export const ANY_KIND = ["*"] as const;

/** Refetches the answers that depend on a kind named in the event. */
export function refetchChanged(client: QueryClient, change: Changed): Promise<void> {
  const changed = new Set(change.kinds);
  return client.invalidateQueries({
    predicate: ({ meta }) => {
      const kinds = meta?.kinds;
      return Array.isArray(kinds) && kinds.some((kind) => kind === "*" || changed.has(kind as string));
    },
  });
}

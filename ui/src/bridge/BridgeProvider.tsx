import { QueryClientProvider, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, type ReactNode } from "react";
import { onChanged } from "./client";
import { refetchChanged } from "./queries";

/** Gives the screens their cache and keeps it in step with the commits of the core. */
export function BridgeProvider({ client, children }: { client: QueryClient; children: ReactNode }) {
  useEffect(() => onChanged((change) => void refetchChanged(client, change)), [client]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** Asks for every answer on the screen again: after a change that nobody told. */
export function useRefetchAll(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "operations.outcome" }), [client]);
}

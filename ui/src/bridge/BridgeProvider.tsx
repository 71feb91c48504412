import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { onChanged } from "./client";
import { refetchChanged } from "./queries";

/** Gives the screens their cache and keeps it in step with the commits of the core. */
export function BridgeProvider({ client, children }: { client: QueryClient; children: ReactNode }) {
  useEffect(() => onChanged((change) => void refetchChanged(client, change)), [client]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

import type { HealthNote, Operations } from "./generated";
import { createHooks } from "./hooks";
import { ANY_KIND } from "./queries";

const MINUTE_MS = 60_000;
const { useOperation } = createHooks<Operations>();

/** How it stands with the keeping of the shop; one answer for every screen that shows a part of it. */
export function useHealth() {
  return useOperation("shop.health", {}, { kinds: ANY_KIND, every: MINUTE_MS });
}

/** The note that this operation remedies, if there is one and the person may. */
export function useHealthRemedy(operation: keyof Operations): HealthNote | undefined {
  return useHealth().data?.find(({ remedy }) => remedy === operation);
}

import { useOperation, type KindView } from "@/bridge";

const NONE: readonly string[] = [];

/** The kinds this person may see, and their names: an event on any of them may change what another's guards say. */
export function useKinds() {
  const { data, error, refetch } = useOperation("records.kinds", {}, { kinds: ["account"] });
  const every = data?.map((one) => one.kind) ?? NONE;
  return { kinds: data, every, error, refetch, of: (kind: string): KindView | undefined => data?.find((one) => one.kind === kind) };
}

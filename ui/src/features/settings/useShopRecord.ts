import { useOperation } from "@/bridge";

const KINDS = ["shop"];

/** The shop's one record, with what this person may do to it. */
export function useShopRecord() {
  const list = useOperation("records.list", { kind: "shop", words: "", state: null, after: null }, { kinds: KINDS });
  const id = list.data?.rows[0]?.id;
  const record = useOperation("records.show", { kind: "shop", id: id ?? "" }, { kinds: KINDS, enabled: id !== undefined });
  const failed = list.error ?? record.error;
  const retry = () => {
    void list.refetch();
    if (id !== undefined) void record.refetch();
  };
  return { record: record.data, error: failed, retry };
}

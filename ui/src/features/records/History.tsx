import { Button } from "antd";
import { CallError, useOperationPages, type TimelineItem as Entry } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Changes, Timeline, type TimelineItem } from "@/shared/timeline";

/** The ledger of one record, newest first. `hidden` for those who may not read the ledger. */
export function useHistory(record: string, kinds: readonly string[]) {
  const pages = useOperationPages("ledger.list", { record, actor: null, before: null }, {
    kinds,
    next: (page) => page.before,
    after: (input, before) => ({ ...input, before }),
  });
  return { pages, hidden: pages.error instanceof CallError && pages.error.code === "not_allowed" };
}

export function History({ pages, kind }: { pages: ReturnType<typeof useHistory>["pages"]; kind: string }) {
  const entries = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (pages.error !== null) return <ErrorNote error={pages.error} safe="记录本身没有改动。" onRetry={() => void pages.refetch()} />;
  return (
    <>
      {pages.isPending ? <p role="status">正在打开…</p> : null}
      <Timeline label="经过" items={entries.map((entry) => itemOf(entry, kind))} />
      {pages.hasNextPage ? <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>更早的</Button> : null}
    </>
  );
}

function itemOf(entry: Entry, kind: string): TimelineItem {
  return {
    id: entry.place,
    at: entry.at,
    actor: entry.who,
    title: entry.kind === kind ? entry.label : `${entry.kind_label}：${entry.label}`,
    ...(entry.changes.length === 0 ? {} : { body: <Changes changes={entry.changes} /> }),
  };
}

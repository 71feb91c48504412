import { useOperationPages, type CaseFilter } from "@/bridge";

/** The cases of a filter, page by page, nearest limit first. */
export function useCaseList(filter: CaseFilter, watched: readonly string[]) {
  const pages = useOperationPages("cases.list", filter, {
    kinds: watched,
    next: (page) => page.after,
    after: (input, after) => ({ ...input, after }),
    keepFormer: true,
  });
  return {
    rows: pages.data?.pages.flatMap((page) => page.rows) ?? [],
    misses: pages.data?.pages[0]?.misses ?? [],
    loading: pages.isPending,
    error: pages.error,
    again: () => void pages.refetch(),
    more: { available: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() },
  };
}

import type { CaseFilter } from "@/bridge";

/** What the list shows, as it stands in the address, so that it can be kept and gone back to. */
export interface ListFilter {
  which: "open" | "ended" | "all";
  state: string | null;
  mine: boolean;
  late: boolean;
  words: string;
}

export function readFilter(search: URLSearchParams): ListFilter {
  const which = search.get("which");
  return {
    which: which === "ended" || which === "all" ? which : "open",
    state: search.get("state"),
    mine: search.get("mine") === "1",
    late: search.get("late") === "1",
    words: search.get("q") ?? "",
  };
}

export function writeFilter(filter: ListFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (filter.which !== "open") search.set("which", filter.which);
  if (filter.state !== null) search.set("state", filter.state);
  if (filter.mine) search.set("mine", "1");
  if (filter.late) search.set("late", "1");
  if (filter.words !== "") search.set("q", filter.words);
  return search;
}

/** The question to the core. `asOf` is the instant before which a limit counts as past. */
export function askedFor(filter: ListFilter, asOf: string): CaseFilter {
  return {
    kind: "quality_case",
    state: filter.state,
    which: filter.which,
    mine: filter.mine,
    due_before: filter.late ? asOf : null,
    words: filter.words === "" ? null : filter.words,
    after: null,
  };
}

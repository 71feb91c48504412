import type { CaseFilter, KindView, Lane, StateCount } from "@/bridge";

/** What the list shows, as it stands in the address, so that it can be kept and gone back to. */
export interface ListFilter {
  which: "open" | "ended" | "all";
  kind: string | null;
  state: string | null;
  lane: Lane | null;
  mine: boolean;
  late: boolean;
  words: string;
  /** Pasted numbers; then nothing else narrows. */
  numbers: readonly string[];
}

const LANES: readonly string[] = ["law", "platform", "promise"];

export function readFilter(search: URLSearchParams): ListFilter {
  const [which, lane] = [search.get("which"), search.get("lane")];
  return {
    which: which === "ended" || which === "all" ? which : "open",
    kind: search.get("kind"),
    state: search.get("state"),
    lane: lane !== null && LANES.includes(lane) ? (lane as Lane) : null,
    mine: search.get("mine") === "1",
    late: search.get("late") === "1",
    words: search.get("q") ?? "",
    numbers: (search.get("n") ?? "").split(",").filter((number) => number !== ""),
  };
}

export function writeFilter(filter: ListFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (filter.which !== "open") search.set("which", filter.which);
  if (filter.kind !== null) search.set("kind", filter.kind);
  if (filter.state !== null) search.set("state", filter.state);
  if (filter.lane !== null) search.set("lane", filter.lane);
  if (filter.mine) search.set("mine", "1");
  if (filter.late) search.set("late", "1");
  if (filter.words !== "") search.set("q", filter.words);
  if (filter.numbers.length > 0) search.set("n", filter.numbers.join(","));
  return search;
}

/** The question to the core. */
export function askedFor(filter: ListFilter): CaseFilter {
  if (filter.numbers.length > 0) return { which: "all", numbers: [...filter.numbers] };
  return {
    which: filter.which,
    mine: filter.mine,
    late: filter.late,
    ...(filter.kind === null ? {} : { kind: filter.kind }),
    ...(filter.state === null ? {} : { state: filter.state }),
    ...(filter.lane === null ? {} : { lane: filter.lane }),
    ...(filter.words === "" ? {} : { words: filter.words }),
  };
}

/** Whether anything is left out. */
export function isNarrow(filter: ListFilter): boolean {
  return filter.which !== "all" || filter.mine || filter.late || filter.words !== "" || filter.numbers.length > 0 || [filter.kind, filter.state, filter.lane].some((one) => one !== null);
}

/** The states to choose from, in the order in which a case goes through them: those of the chosen kind, or of the only one there is. */
export function statesOf(filter: ListFilter, counts: readonly StateCount[], kinds: readonly KindView[]): StateCount[] {
  const there = new Set(counts.map(({ kind }) => kind));
  const only = filter.kind ?? (there.size === 1 ? [...there][0] : undefined);
  const course = kinds.find(({ kind }) => kind === only)?.states.map(([name]) => name) ?? [];
  const place = (state: string) => (course.indexOf(state) + course.length + 1) % (course.length + 1);
  const fits = (count: StateCount) => count.kind === only && (filter.which === "all" || count.ended === (filter.which === "ended"));
  return counts.filter(fits).sort((one, other) => place(one.state) - place(other.state));
}

/** How many cases of each kind the list would have. */
export function kindsOf(filter: ListFilter, counts: readonly StateCount[], kinds: readonly KindView[]): { kind: string; label: string; count: number }[] {
  const fits = (count: StateCount) => filter.which === "all" || count.ended === (filter.which === "ended");
  const many = (kind: string) => counts.filter((count) => count.kind === kind && fits(count)).reduce((sum, { count }) => sum + count, 0);
  return kinds.map(({ kind, label }) => ({ kind, label, count: many(kind) }));
}

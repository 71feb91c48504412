import type { ClockView, Lane } from "@/bridge";

/** A limit as it stands, and those it took the place of, the first first. */
export interface Limit {
  clock: ClockView;
  former: readonly ClockView[];
}

export interface Limits {
  /** Lanes in which a limit runs: law, platform, promise; the nearest first. */
  running: readonly { lane: Lane; limits: readonly Limit[] }[];
  /** Of all lanes, in the order in which they ran out. */
  stopped: readonly Limit[];
}

const LANES: readonly Lane[] = ["law", "platform", "promise"];

/**
 * The limits of a case in their lanes. An extension has a reason, and follows the limit of its code before it. One whose step was
 * taken back is void: only the history tells of it.
 */
export function inLanes(clocks: readonly ClockView[]): Limits {
  const limits = chained(clocks.filter((clock) => clock.void !== true)).sort((a, b) => a.clock.due_at.localeCompare(b.clock.due_at));
  const running = limits.filter(({ clock }) => clock.stopped_at === null);
  const lanes = LANES.map((lane) => ({ lane, limits: running.filter(({ clock }) => clock.lane === lane) }));
  return { running: lanes.filter((lane) => lane.limits.length > 0), stopped: limits.filter((limit) => !running.includes(limit)) };
}

function chained(clocks: readonly ClockView[]): Limit[] {
  const limits: Limit[] = [];
  for (const clock of [...clocks].sort((a, b) => a.started_at.localeCompare(b.started_at))) {
    const before = clock.reason === null ? -1 : limits.findLastIndex((limit) => limit.clock.code === clock.code && limit.clock.stopped_at !== null);
    const old = limits[before];
    if (old === undefined) limits.push({ clock, former: [] });
    else limits[before] = { clock, former: [...old.former, old.clock] };
  }
  return limits;
}

/** How much of the time has gone by, 0 to 1. */
export function shareGone(clock: Pick<ClockView, "started_at" | "due_at" | "stopped_at">, now: number): number {
  const [start, due] = [Date.parse(clock.started_at), Date.parse(clock.due_at)];
  const until = clock.stopped_at === null ? now : Date.parse(clock.stopped_at);
  if (!(due > start)) return 1;
  return Math.min(1, Math.max(0, (until - start) / (due - start)));
}

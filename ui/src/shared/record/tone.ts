import type { StateTone } from "../values";

const TONES: Record<string, StateTone> = {
  told: "waiting",
  review: "waiting",
  sent: "waiting",
  done: "kept",
  confirmed: "kept",
  published: "kept",
  kept: "kept",
  paid: "kept",
  settled: "kept",
  broken: "broken",
  pending: "waiting",
  cancelled: "closed",
  void: "closed",
  superseded: "closed",
  withdrawn: "closed",
  undone: "closed",
  archived: "closed",
  rejected: "closed",
  expired: "closed",
  dismissed: "closed",
};

/** What the state of a record asks of the eye. */
export function toneOf(state: string, ended = false): StateTone {
  return TONES[state] ?? (ended ? "closed" : "open");
}

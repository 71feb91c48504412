import type { StateTone } from "../values";

const TONES: Record<string, StateTone> = {
  told: "waiting",
  review: "waiting",
  sent: "waiting",
  waiting_parts: "waiting",
  ready: "waiting",
  returning: "waiting",
  unrepairable: "broken",
  done: "kept",
  followed_up: "kept",
  admitted: "kept",
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
  swapped: "closed",
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

import type { CasePartProps } from "@/features/cases";
import { Inquiry } from "./Inquiry";
import { Rounds } from "./Rounds";

/** What was looked into, and what was answered. Before the acceptance there is neither. */
export function ComplaintPanel({ view }: CasePartProps) {
  // What is being worked on comes first.
  return ["accepted", "investigating"].includes(view.record.state) ? <><Inquiry view={view} /><Rounds view={view} /></> : <><Rounds view={view} /><Inquiry view={view} /></>;
}

import type { CasePartProps } from "@/features/cases";
import { Inquiry } from "./Inquiry";
import { Rounds } from "./Rounds";

/** What was looked into, and what was answered. Before the acceptance there is neither. */
export function ComplaintPanel({ view }: CasePartProps) {
  return (
    <>
      <Rounds view={view} />
      <Inquiry view={view} />
    </>
  );
}

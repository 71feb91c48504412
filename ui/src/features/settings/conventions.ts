import type { ConventionInfo } from "@/bridge";

/** Whether the owner may choose. */
export const isSwitch = ({ field, alternatives }: ConventionInfo) => field !== null && alternatives.length > 0;

/** What is to be stored: every switch with its choice, since the core takes the whole. */
export function chosenOf(conventions: readonly ConventionInfo[]): Record<string, string> {
  return Object.fromEntries(conventions.flatMap(({ field, current }) => (field === null ? [] : [[field, current]])));
}

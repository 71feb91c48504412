/** Lines, tabs, commas and semicolons part numbers; a space may stand inside one, or between two words. */
const PARTED = /[\r\n\t,，;；]+/;
/** The core looks for no more at once. */
export const MOST_NUMBERS = 500;

/** What was pasted, as a list of numbers, each once; null when it is one line of words. */
export function pastedNumbers(text: string): string[] | null {
  const parts = text.split(PARTED).map((part) => part.trim()).filter((part) => part !== "");
  return parts.length < 2 ? null : [...new Set(parts)];
}

import type { Answers } from "./fields";

/** Answers as a form and a draft hold them. */
export function readAnswers(text: string): Answers {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null) return {};
    return Object.fromEntries(Object.entries(read).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    return {};
  }
}

/** A stored value that is words; empty when it is not. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

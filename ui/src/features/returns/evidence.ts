/** What is kept of goods that come back, the usual one first. */
export const EVIDENCE = ["inspection", "proof", "chat", "video", "other"] as const;

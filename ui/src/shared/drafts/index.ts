export { DraftProvider, memoryDrafts, useDraftStore, type DraftStore } from "./drafts";
export { useDraft } from "./useDraft";

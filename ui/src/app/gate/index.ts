export { DraftsProvider, useDrafts } from "./drafts";
export { Gate } from "./Gate";

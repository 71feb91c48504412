export { DueText } from "./DueText";
export { LaneBadge, type Lane } from "./LaneBadge";
export { dueWords, moment, span, type Due, type DueTone, type DueWords } from "./due";

export { ConfirmReason, type ConfirmReasonProps } from "./ConfirmReason";
export { EmptyState, type EmptyStateProps } from "./EmptyState";
export { ErrorNote, type ErrorNoteProps } from "./ErrorNote";
export { Progress, type ProgressProps } from "./Progress";

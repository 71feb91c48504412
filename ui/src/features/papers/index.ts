export { LabelDialog, type LabelDialogProps } from "./LabelDialog";
export { Papers, type IssuedPaper, type PapersProps } from "./Papers";
export { useLabels } from "./useLabels";

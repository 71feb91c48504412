export { declarationOf, declarationsOf } from "./declare";
export { fieldText } from "./FieldText";
export { lookupRecords } from "./lookup";
export { nameOf, namingField, titleOf } from "./name";
export { onlyOf, onlyText, rowsPath } from "./only";
export { useSaveFile } from "./saveFile";
export { StepDialog, type StepDialogProps } from "./StepDialog";
export { toneOf } from "./tone";
export { performStep, useSteps, type StepRecord, type StepsOptions } from "./useSteps";

export { CaseTable, type CaseTableProps } from "./CaseTable";
export { Chip, Chips } from "./Chip";
export { MOST_NUMBERS, pastedNumbers } from "./paste";
export { useCaseKinds } from "./useCaseKinds";

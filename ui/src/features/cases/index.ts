export { CaseScreen } from "./CaseScreen";
export { CasesScreen } from "./CasesScreen";
export { RegisterScreen } from "./RegisterScreen";
export type { Asked, CaseFormsProps, CasePanel, CasePanels, CasePartProps } from "./panels";
export { QUALITY_PANEL } from "./quality/panel";

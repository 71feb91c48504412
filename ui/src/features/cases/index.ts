export { CaseScreen } from "./CaseScreen";
export { CasesScreen } from "./CasesScreen";
export { RegisterScreen } from "./RegisterScreen";
export { Changes } from "./history";

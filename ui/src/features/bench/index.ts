export { BenchScreen } from "./BenchScreen";
export { REPAIR_PANEL } from "./panel";

export { KindsScreen } from "./KindsScreen";
export { RecordScreen } from "./RecordScreen";
export { RecordsScreen } from "./RecordsScreen";
export { listPath, recordPath } from "./pages";

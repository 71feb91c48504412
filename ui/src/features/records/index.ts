export { KnownFacts } from "./Facts";
export { KindsScreen } from "./KindsScreen";
export { RecordScreen } from "./RecordScreen";
export { RecordsScreen } from "./RecordsScreen";
export { NewRelated } from "./NewRelated";
export { Related } from "./Related";
export { pressable } from "./declared";
export { listPath, recordPath } from "./pages";
export { useKinds } from "./useKinds";

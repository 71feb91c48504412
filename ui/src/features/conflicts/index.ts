export { ConflictsScreen } from "./ConflictsScreen";

export { searchCommands } from "./provider";
export { SearchScreen } from "./SearchScreen";

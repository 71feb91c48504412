export { VaultScreen } from "./VaultScreen";
export { FirstRestore } from "./FirstRestore";

export { VaultScreen } from "./VaultScreen";
export { FirstRestore } from "./FirstRestore";
export { SalvageClosed } from "./SalvageClosed";
export { SalvageOpen } from "./SalvageOpen";

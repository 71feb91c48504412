export { LedgerScreen } from "./LedgerScreen";

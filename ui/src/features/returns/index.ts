export { RETURN_PANEL } from "./panel";
export { ReturnPanel } from "./ReturnPanel";
export { ReceiveScreen } from "./receive/ReceiveScreen";

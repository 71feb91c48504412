export { COMPLAINT_PANEL } from "./panel";

export { CalendarPanel } from "./CalendarPanel";
export { CalendarScreen } from "./CalendarScreen";

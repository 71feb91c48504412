export { DayBar } from "./DayBar";
export type { DayBarInput, DayBlock, DayMark } from "./dayBarLayout";

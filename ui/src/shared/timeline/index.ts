export { Changes } from "./Changes";
export { Timeline, type TimelineItem } from "./Timeline";

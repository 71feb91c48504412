export { Banner } from "./Banner";
export { Shell, type ShellProps } from "./Shell";
export type { RailEntry } from "./entries";

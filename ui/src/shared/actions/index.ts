export { ActionBar, type Action, type ActionBarProps } from "./ActionBar";

export { BURST_GAP_MS, KeyMap, type KeyBinding, type KeyLevel } from "./keyMap";
export { KeysProvider, useActiveKeys, useKeys } from "./KeysProvider";
export { KeySheet } from "./KeySheet";
export { showChord } from "./chord";
export { isComposing, isTextTarget } from "./target";

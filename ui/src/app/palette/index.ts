export { CommandPalette } from "./CommandPalette";
export { entryCommands, keyCommands, type Command, type CommandProvider } from "./commands";

import { createClient } from "./client";

/** Desk operations that make a file. */
export type FileMaker = "attachments.bytes" | "notices.file" | "notices.preview" | "labels.make" | "exports.table";

interface ShellOperations {
  "shell.save": { input: { operation: FileMaker; input: unknown; suggested: string }; output: { saved: boolean } };
  "shell.own_shop": { input: Record<string, never>; output: Record<string, never> };
  "shell.pick_folder": { input: Record<string, never>; output: Picked };
  "shell.pick_backup": { input: Record<string, never>; output: Picked };
  "shell.keep": { input: { bytes: string; suggested: string }; output: { saved: boolean } };
}

/** A place on the disk, picked in the system's dialog. The window knows a token of it and its name, never the path. */
export interface Picked {
  /** null when the person turned away. */
  token: string | null;
  name: string;
}

const shell = createClient<ShellOperations>();

/** Asks the person for a place and saves there what the core makes. `saved` is false when they turned away. */
export function saveMade(operation: FileMaker, input: unknown, suggested: string): Promise<{ saved: boolean }> {
  return shell.call("shell.save", { operation, input, suggested });
}

/** Asks the person for a place and saves there bytes that are in hand, as base64. */
export function keepFile(suggested: string, bytes: string): Promise<{ saved: boolean }> {
  return shell.call("shell.keep", { bytes, suggested });
}

/** Asks the person for a folder. */
export function pickFolder(): Promise<Picked> {
  return shell.call("shell.pick_folder", {});
}

/** Asks the person for a backup file. */
export function pickBackup(): Promise<Picked> {
  return shell.call("shell.pick_backup", {});
}

/** Leaves the demo shop: the app starts anew on the person's own folder and this window closes. */
export function openOwnShop(): Promise<unknown> {
  return shell.call("shell.own_shop", {});
}

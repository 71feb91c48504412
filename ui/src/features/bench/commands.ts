/** Codes on the printed sheet of commands: they press what is on the screen. */
export type BenchCommand = "ok" | "next";

const COMMANDS: Readonly<Record<string, BenchCommand>> = { "SN:OK": "ok", "SN:NEXT": "next" };

export const commandOf = (code: string): BenchCommand | null => COMMANDS[code.trim().toUpperCase()] ?? null;

/** In an open form the command presses its button; true when there was one. */
export function submitOpenForm(): boolean {
  const form = document.querySelector<HTMLFormElement>("[role=dialog] form");
  form?.requestSubmit();
  return form !== null;
}

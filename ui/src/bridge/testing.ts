import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import type { Changed } from "./client";

/** In tests only: answers every call by `answer(name, input)`; a thrown WireError is a refusal. Returns the way to stop. */
export function answerCalls(answer: (name: string, input: unknown) => unknown): () => void {
  mockIPC(
    async (command, args) => {
      if (command !== "call") throw new Error(`unexpected command ${command}`);
      const { name, input } = args as { name: string; input: unknown };
      return answer(name, input);
    },
    { shouldMockEvents: true },
  );
  return clearMocks;
}

/** In tests only: what the core sends after a commit. */
export function announce(change: Changed): Promise<void> {
  return emit("changed", change);
}

import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import type { Changed } from "./client";

type Headers = Record<string, string>;

/**
 * In tests only: answers every call, and every upload, by `answer(name, input)`; a thrown WireError is a refusal. Returns the way
 * to stop.
 */
export function answerCalls(answer: (name: string, input: unknown) => unknown): () => void {
  mockIPC(
    async (command, args) => {
      if (command !== "call") throw new Error(`unexpected command ${command}`);
      const { name, input } = args as { name: string; input: unknown };
      return answer(name, input);
    },
    { shouldMockEvents: true },
  );
  // The double drops the headers in which an upload says what it is; so it is answered one step before.
  const internals = (window as unknown as { __TAURI_INTERNALS__: { invoke: (...given: unknown[]) => Promise<unknown> } }).__TAURI_INTERNALS__;
  const calls = internals.invoke;
  internals.invoke = async (command, args, options) => {
    if (command !== "upload") return calls(command, args, options);
    const { headers } = options as { headers: Headers };
    return answer(headers["x-operation"] ?? "", JSON.parse(decodeURIComponent(headers["x-input"] ?? "null")));
  };
  return clearMocks;
}

/** In tests only: what the core sends after a commit. */
export function announce(change: Changed): Promise<void> {
  return emit("changed", change);
}

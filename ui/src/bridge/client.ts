import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { toCallError } from "./error";
import { TRACED } from "./generated";
import { begin, lose, settle } from "./lost";
import { tellRefusal } from "./refusals";
import { typedAgain } from "./stepUp";

/** The core wants the password of this person again before it does the step. */
const STEP_UP = "step_up";

/** What every table of operations looks like; the generated `Operations` is one. */
export type OperationTable<Ops> = { [K in keyof Ops]: { input: unknown; output: unknown } };
export type InputOf<Ops extends OperationTable<Ops>, K extends keyof Ops> = Ops[K]["input"];
export type OutputOf<Ops extends OperationTable<Ops>, K extends keyof Ops> = Ops[K]["output"];

/** The payload of the single event: the kinds of record that a commit touched. */
export interface Changed {
  kinds: string[];
}

/** Where the core asks for the password again, the person is asked and the call is made once more. */
async function guarded(name: string, send: (id: string | undefined) => Promise<unknown>): Promise<unknown> {
  try {
    return await traced(name, send);
  } catch (thrown) {
    if (toCallError(thrown).code === STEP_UP && (await typedAgain())) return told(traced(name, send));
    return told(Promise.reject(thrown as Error));
  }
}

/** A step that writes travels under an id of its own, by which it is found when its answer is lost. */
async function traced(name: string, send: (id: string | undefined) => Promise<unknown>): Promise<unknown> {
  const id = TRACED.has(name) ? begin(name) : undefined;
  if (id === undefined) return send(id);
  try {
    const answer = await send(id);
    settle(id);
    return answer;
  } catch (thrown) {
    (toCallError(thrown).outcome === "unknown" ? lose : settle)(id);
    throw thrown;
  }
}

async function told(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (thrown) {
    const error = toCallError(thrown);
    tellRefusal(error);
    throw error;
  }
}

/** The typed call surface over a table of operations. The window has one command for calls and one for file bytes. */
export function createClient<Ops extends OperationTable<Ops>>() {
  return {
    /** Performs one operation. Rejects with CallError only. */
    call: <K extends keyof Ops & string>(name: K, input: InputOf<Ops, K>): Promise<OutputOf<Ops, K>> =>
      guarded(name, (id) => invoke("call", { name, input, ...(id === undefined ? {} : { id }) })) as Promise<OutputOf<Ops, K>>,

    /**
     * Performs an operation that takes a file. The bytes travel as the raw body; the name and the input (JSON, percent-encoded,
     * because header values are ASCII) travel as the headers `x-operation` and `x-input`, the id of the step as `x-id`.
     */
    upload: <K extends keyof Ops & string>(name: K, input: InputOf<Ops, K>, bytes: Uint8Array): Promise<OutputOf<Ops, K>> =>
      guarded(name, (id) =>
        invoke("upload", bytes, {
          headers: { "x-operation": name, "x-input": encodeURIComponent(JSON.stringify(input)), "x-id": id ?? "" },
        }),
      ) as Promise<OutputOf<Ops, K>>,
  };
}

/** Hears of every commit. The returned function stops listening, even when called before listening began. */
export function onChanged(callback: (change: Changed) => void): () => void {
  let stopped = false;
  const listening = listen<Changed>("changed", (event) => {
    if (!stopped) callback(event.payload);
  });
  // Outside the window (a plain browser in development) there is nothing to hear, nor to stop hearing.
  listening.catch(() => undefined);
  return () => {
    stopped = true;
    listening.then((unlisten) => unlisten()).catch(() => undefined);
  };
}

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { createClient, type InputOf, type OperationTable, type OutputOf } from "./client";
import type { CallError } from "./error";
import { useWaiting } from "./waiting";

export interface ReadOptions {
  /** The kinds of record this answer depends on; an event naming one of them refetches it. */
  kinds: readonly string[];
  /** false: do not ask yet (the input is not known). */
  enabled?: boolean;
  /**
   * For lists: shows the former answer while a new input loads, so that nothing jumps. Never for a single record: the person
   * would see, and act on, another one.
   */
  keepFormer?: boolean;
  /** Asked again after so many milliseconds: for what changes by itself, such as the state of the disk. */
  every?: number;
}

export interface PageOptions<Input, Output> extends ReadOptions {
  /** The key of the page after this one; null or undefined when it was the last. */
  next: (page: Output) => string | null | undefined;
  /** The input that asks for the page after `cursor`. */
  after: (input: Input, cursor: string) => Input;
}

/** Hooks over a table of operations. The application's own are exported by index.ts; tests make theirs from their own table. */
export function createHooks<Ops extends OperationTable<Ops>>() {
  const client = createClient<Ops>();

  /** Asks for an answer and keeps it current. */
  function useOperation<K extends keyof Ops & string>(name: K, input: InputOf<Ops, K>, options: ReadOptions) {
    return useQuery<OutputOf<Ops, K>, CallError>({
      queryKey: [name, input],
      queryFn: () => client.call(name, input),
      meta: { kinds: options.kinds },
      enabled: options.enabled ?? true,
      ...(options.keepFormer === true ? { placeholderData: keepPreviousData } : {}),
      ...(options.every === undefined ? {} : { refetchInterval: options.every }),
    });
  }

  /** Asks page by page, by key. `pages` is flat in `data.pages`; `fetchNextPage` is 更多. */
  function useOperationPages<K extends keyof Ops & string>(
    name: K,
    input: InputOf<Ops, K>,
    options: PageOptions<InputOf<Ops, K>, OutputOf<Ops, K>>,
  ) {
    return useInfiniteQuery({
      queryKey: [name, input, "pages"],
      queryFn: ({ pageParam }) => client.call(name, pageParam === null ? input : options.after(input, pageParam)),
      initialPageParam: null as string | null,
      getNextPageParam: (page: OutputOf<Ops, K>) => options.next(page) ?? null,
      meta: { kinds: options.kinds },
      enabled: options.enabled ?? true,
      ...(options.keepFormer === true ? { placeholderData: keepPreviousData } : {}),
    });
  }

  /** A step that writes. `perform` rejects with CallError; `error` holds the same for the screen. */
  function usePerform<K extends keyof Ops & string>(name: K) {
    return useStep((input: InputOf<Ops, K>) => client.call(name, input));
  }

  /** A step that sends a file. */
  function useUpload<K extends keyof Ops & string>(name: K) {
    return useStep((file: { input: InputOf<Ops, K>; bytes: Uint8Array }) => client.upload(name, file.input, file.bytes));
  }

  return { ...client, useOperation, useOperationPages, usePerform, useUpload };
}

function useStep<Input, Output>(run: (input: Input) => Promise<Output>) {
  const mutation = useMutation<Output, CallError, Input>({ mutationFn: run });
  const waiting = useWaiting(mutation.isPending);
  return {
    perform: mutation.mutateAsync,
    pending: mutation.isPending,
    /** quiet under 300 ms, then visible, then long after 2 s. */
    waiting,
    error: mutation.error,
    done: mutation.data,
    reset: mutation.reset,
  };
}

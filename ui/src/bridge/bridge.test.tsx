import { emit } from "@tauri-apps/api/event";
import { mockIPC, clearMocks } from "@tauri-apps/api/mocks";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BridgeProvider } from "./BridgeProvider";
import { createClient } from "./client";
import { CallError, toCallError } from "./error";
import { createHooks } from "./hooks";
import { lostSteps, settle } from "./lost";
import { createQueryClient } from "./queries";

interface TestOps {
  "case.count": { input: { state: string }; output: { n: number } };
  "case.list": { input: { after?: string }; output: { rows: string[]; next: string | null } };
  "file.read": { input: { name: string }; output: { size: number } };
}

const refusal = { code: "refused", message: "还没有验收，不能交付", field: null, guard: "inspected", retryable: false, trace_id: "t-1" };

const answers = vi.fn();
beforeEach(() => mockIPC((command, args) => answers(command, args), { shouldMockEvents: true }));
afterEach(() => {
  answers.mockReset();
  clearMocks();
});

const hooks = createHooks<TestOps>();
const queryClient = createQueryClient();
afterEach(() => queryClient.clear());
const wrapper = ({ children }: { children: ReactNode }) => <BridgeProvider client={queryClient}>{children}</BridgeProvider>;

/** Answers the calls only; the listening for events has its own command. */
function answerCalls(answer: (name: string, input: unknown) => unknown) {
  answers.mockImplementation((command: string, args: { name: string; input: unknown }) =>
    command === "call" ? answer(args.name, args.input) : 1,
  );
}

describe("call", () => {
  it("passes the name and the input to the one command", async () => {
    answerCalls(() => ({ n: 6 }));
    expect(await createClient<TestOps>().call("case.count", { state: "待审核" })).toEqual({ n: 6 });
    expect(answers).toHaveBeenCalledWith("call", { name: "case.count", input: { state: "待审核" } });
  });

  it("rejects with the words of the core", async () => {
    answerCalls(() => Promise.reject(refusal));
    const failed = await createClient<TestOps>().call("case.count", { state: "x" }).catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(CallError);
    expect(failed).toMatchObject({ message: "还没有验收，不能交付", guard: "inspected", field: undefined, outcome: "refused" });
  });

  it("gives a step that writes an id, and keeps it only as long as its answer is not known", async () => {
    const client = createClient<{ "records.do": { input: object; output: object } }>();
    const kept = () => localStorage.getItem("shounuo.lost-steps") ?? "";
    let id: string | undefined;
    answers.mockImplementation((_: string, args: { id: string }) => {
      id = args.id;
      expect(kept()).toContain(args.id);
      expect(lostSteps.current()).toEqual([]);
      return {};
    });
    await client.call("records.do", {});
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(kept()).toBe("[]");
    answerCalls(() => Promise.reject(refusal));
    await client.call("records.do", {}).catch(() => undefined);
    expect(kept()).toBe("[]");
    for (const lost of [{ ...refusal, code: "unknown" }, new Error("gone")]) {
      answerCalls(() => Promise.reject(lost));
      const error = await client.call("records.do", {}).catch((e: unknown) => e);
      expect(error).toMatchObject({ outcome: "unknown" });
      const [step] = lostSteps.current();
      expect(step?.name).toBe("records.do");
      settle(step?.id ?? "");
      expect(lostSteps.current()).toEqual([]);
    }
  });

  it("does not repeat foreign error texts, and calls the outcome unknown", () => {
    const error = toCallError(new Error("13812345678 panicked"));
    expect(error.message).not.toContain("138");
    expect(error.outcome).toBe("unknown");
  });
});

describe("upload", () => {
  it("sends the bytes raw, Chinese input encoded in a header", async () => {
    const invoke = vi.spyOn(
      (window as unknown as { __TAURI_INTERNALS__: { invoke: (...a: unknown[]) => Promise<unknown> } }).__TAURI_INTERNALS__,
      "invoke",
    ).mockResolvedValue({ size: 3 });
    await createClient<TestOps>().upload("file.read", { name: "订单.csv" }, new Uint8Array([1, 2, 3]));
    const [command, body, options] = invoke.mock.calls[0] as [string, Uint8Array, { headers: Record<string, string> }];
    expect(command).toBe("upload");
    expect([...body]).toEqual([1, 2, 3]);
    expect(options.headers["x-operation"]).toBe("file.read");
    expect(JSON.parse(decodeURIComponent(options.headers["x-input"] ?? ""))).toEqual({ name: "订单.csv" });
  });
});

describe("useOperation", () => {
  it("refetches when an event names one of its kinds, and only then", async () => {
    let n = 0;
    answerCalls(() => ({ n: ++n }));
    const { result } = renderHook(() => hooks.useOperation("case.count", { state: "a" }, { kinds: ["complaint"] }), { wrapper });
    await waitFor(() => expect(result.current.data).toEqual({ n: 1 }));
    await act(() => emit("changed", { kinds: ["invoice"] }));
    expect(result.current.data).toEqual({ n: 1 });
    await act(() => emit("changed", { kinds: ["invoice", "complaint"] }));
    await waitFor(() => expect(result.current.data).toEqual({ n: 2 }));
  });

  it.each([[undefined, undefined], [true, { n: 1 }]])("while another input loads, keepFormer %s shows %j", async (keepFormer, shown) => {
    answerCalls((_, input) => ((input as { state: string }).state === "a" ? { n: 1 } : new Promise(() => undefined)));
    const options = { kinds: [], ...(keepFormer === undefined ? {} : { keepFormer }) };
    const { result, rerender } = renderHook(({ state }) => hooks.useOperation("case.count", { state }, options), { wrapper, initialProps: { state: "a" } });
    await waitFor(() => expect(result.current.data).toEqual({ n: 1 }));
    rerender({ state: "b" });
    expect(result.current.data).toEqual(shown);
  });

  it("does not retry a refusal", async () => {
    answerCalls(() => Promise.reject(refusal));
    const { result } = renderHook(() => hooks.useOperation("case.count", { state: "b" }, { kinds: [] }), { wrapper });
    await waitFor(() => expect(result.current.error?.message).toBe("还没有验收，不能交付"));
    expect(answers.mock.calls.filter(([command]) => command === "call")).toHaveLength(1);
  });
});

describe("useOperationPages", () => {
  it("asks for the page after the last key", async () => {
    answerCalls((_, input) =>
      (input as { after?: string }).after === "k1" ? { rows: ["c"], next: null } : { rows: ["a", "b"], next: "k1" },
    );
    const { result } = renderHook(
      () => hooks.useOperationPages("case.list", {}, { kinds: [], next: (page) => page.next, after: (input, after) => ({ ...input, after }) }),
      { wrapper },
    );
    await waitFor(() => expect(result.current.hasNextPage).toBe(true));
    await act(() => result.current.fetchNextPage());
    await waitFor(() => expect(result.current.data?.pages.flatMap((page) => page.rows)).toEqual(["a", "b", "c"]));
    expect(result.current.hasNextPage).toBe(false);
  });
});

describe("usePerform", () => {
  it("shows progress only after 300 ms, offers cancel after 2 s, and keeps the error", async () => {
    vi.useFakeTimers();
    try {
      let refuse: (error: unknown) => void = () => undefined;
      answerCalls(() => new Promise((_, reject) => (refuse = reject)));
      const { result } = renderHook(() => hooks.usePerform("case.count"), { wrapper });
      let failed: Promise<unknown> = Promise.resolve();
      await act(async () => {
        failed = result.current.perform({ state: "a" }).catch((e: unknown) => e);
        await vi.advanceTimersByTimeAsync(10);
      });
      expect(result.current.waiting).toBe("quiet");
      await act(() => vi.advanceTimersByTimeAsync(300));
      expect(result.current.waiting).toBe("visible");
      await act(() => vi.advanceTimersByTimeAsync(2000));
      expect(result.current.waiting).toBe("long");
      await act(async () => {
        refuse(refusal);
        await failed;
        await vi.advanceTimersByTimeAsync(10);
      });
      expect(result.current.waiting).toBe("idle");
      expect(result.current.error?.guard).toBe("inspected");
    } finally {
      vi.useRealTimers();
    }
  });
});

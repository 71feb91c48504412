import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CallError } from "@/bridge";
import { UndoStack } from ".";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("offers for ten seconds, then never again", async () => {
  const stack = new UndoStack();
  const undo = vi.fn(async () => undefined);
  stack.offer({ text: "已受理", undo });
  vi.advanceTimersByTime(9_999);
  expect(stack.list()).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(stack.list()).toEqual([]);
  await stack.undo(1);
  expect(undo).not.toHaveBeenCalled();
});

it("undoes the newest once, and says so", async () => {
  const stack = new UndoStack();
  const first = vi.fn(async () => undefined);
  const second = vi.fn(async () => undefined);
  stack.offer({ text: "一", undo: first });
  stack.offer({ text: "二", undo: second });
  stack.undoLast();
  await stack.undo(2);
  expect(second).toHaveBeenCalledOnce();
  expect(first).not.toHaveBeenCalled();
  expect(stack.list().map((toast) => toast.state)).toEqual(["offered", "undone"]);
});

it("says why when it could not be undone", async () => {
  const stack = new UndoStack();
  const refusal = new CallError({ code: "refused", message: "已经交付，不能撤销", retryable: false, trace_id: "t" });
  stack.offer({ text: "已交付", undo: () => Promise.reject(refusal) });
  await stack.undo(1);
  expect(stack.list()).toMatchObject([{ state: "failed", reason: "已经交付，不能撤销" }]);
});

it("an offer can be taken away, and all of them when the person leaves", () => {
  const stack = new UndoStack();
  const withdraw = stack.offer({ text: "a", undo: async () => undefined });
  stack.offer({ text: "b", undo: async () => undefined });
  withdraw();
  expect(stack.list().map(({ text }) => text)).toEqual(["b"]);
  stack.clear();
  expect(stack.list()).toEqual([]);
});

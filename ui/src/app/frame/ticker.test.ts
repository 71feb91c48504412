import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startTicker, type Ticker } from "./ticker";

/** A core that answers when it is told to. */
function slowCore() {
  const waiting: { resolve: (done: { more: boolean }) => void; reject: (thrown: unknown) => void }[] = [];
  const ask = vi.fn(() => new Promise<{ more: boolean }>((resolve, reject) => waiting.push({ resolve, reject })));
  const settle = async (how: (one: (typeof waiting)[number]) => void) => {
    const one = waiting.shift();
    if (one === undefined) throw new Error("nothing was asked");
    how(one);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ask, answer: (more = false) => settle(({ resolve }) => resolve({ more })), fail: () => settle(({ reject }) => reject({ code: "locked_seat" })) };
}

let core: ReturnType<typeof slowCore>;
let ticker: Ticker;
beforeEach(() => {
  vi.useFakeTimers();
  core = slowCore();
  ticker = startTicker(core.ask);
});
afterEach(() => {
  ticker.stop();
  vi.useRealTimers();
});

describe("what time brings about", () => {
  it("is asked for at once, and every minute after an answer", async () => {
    expect(core.ask).toHaveBeenCalledTimes(1);
    await core.answer();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(core.ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(core.ask).toHaveBeenCalledTimes(2);
  });

  it("is never asked for twice at a time: a wish meanwhile is one asking more", async () => {
    await vi.advanceTimersByTimeAsync(300_000);
    ticker.now();
    ticker.now();
    expect(core.ask).toHaveBeenCalledTimes(1);
    await core.answer();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(core.ask).toHaveBeenCalledTimes(2);
    await core.answer();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(core.ask).toHaveBeenCalledTimes(2);
  });

  it("is asked for a second later when there is more", async () => {
    await core.answer(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(core.ask).toHaveBeenCalledTimes(2);
  });

  it("comes up again after a failure, which nobody hears of", async () => {
    await core.fail();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(core.ask).toHaveBeenCalledTimes(2);
  });

  it("is asked for at once when wished, and a minute after that", async () => {
    await core.answer();
    await vi.advanceTimersByTimeAsync(30_000);
    ticker.now();
    expect(core.ask).toHaveBeenCalledTimes(2);
    await core.answer();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(core.ask).toHaveBeenCalledTimes(2);
  });

  it("is no longer asked for after the end, not even when an answer comes late", async () => {
    ticker.stop();
    await core.answer(true);
    ticker.now();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(core.ask).toHaveBeenCalledTimes(1);
  });
});

import { describe, expect, it } from "vitest";
import type { ClockView, KindView, StateCount } from "@/bridge";
import { inLanes, shareGone } from "./clocks/limits";
import { askedFor, kindsOf, readFilter, statesOf, writeFilter } from "./filter";
import { historyItems } from "./frame/history";

describe("the filter in the address", () => {
  it.each(["", "which=ended&state=done", "mine=1&late=1", "which=all&q=SH-1", "kind=repair&state=testing&lane=law", "n=SH-1%2CSH-2"])("%j is read and written the same", (text) => {
    expect(writeFilter(readFilter(new URLSearchParams(text))).toString()).toBe(text);
  });
  const asked = (text: string) => askedFor(readFilter(new URLSearchParams(text)));
  it("asks only for what was chosen", () => {
    expect(asked("")).toEqual({ which: "open", mine: false, late: false });
    expect(asked("late=1&kind=repair&q=洗衣机")).toEqual({ which: "open", mine: false, late: true, kind: "repair", words: "洗衣机" });
  });
  it("pasted numbers are looked for among all cases", () => expect(asked("n=A,B&mine=1&state=told")).toEqual({ which: "all", numbers: ["A", "B"] }));
  it("a lane that does not exist is none", () => expect(readFilter(new URLSearchParams("lane=x")).lane).toBeNull());
});

describe("kinds and states to choose from", () => {
  const kind = (name: string, ...states: string[]): KindView => ({ kind: name, label: name, states: states.map((state) => [state, state]), creates: true, is_case: true });
  const count = (of: string, state: string, n: number, ended = false): StateCount => ({ kind: of, state, state_label: state, ended, count: n, late: 0 });
  const kinds = [kind("case", "new", "told", "done"), kind("repair", "in", "out")];
  const counts = [count("case", "told", 2), count("case", "done", 9, true), count("case", "new", 1), count("repair", "in", 4)];
  const filter = readFilter(new URLSearchParams());

  it("states in the order of their flow, of the chosen kind only", () => {
    expect(statesOf({ ...filter, kind: "case" }, counts, kinds).map(({ state }) => state)).toEqual(["new", "told"]);
    expect(statesOf({ ...filter, kind: "case", which: "ended" }, counts, kinds).map(({ state }) => state)).toEqual(["done"]);
    expect(statesOf(filter, counts, kinds)).toEqual([]);
    expect(statesOf(filter, counts.slice(0, 3), kinds).map(({ state }) => state)).toEqual(["new", "told"]);
  });
  it("kinds with how many the list would have", () => {
    expect(kindsOf(filter, counts, kinds).map(({ count: n }) => n)).toEqual([3, 4]);
    expect(kindsOf({ ...filter, which: "all" }, counts, kinds).map(({ count: n }) => n)).toEqual([12, 4]);
  });
});

describe("a clock's bar", () => {
  const clock = { started_at: "2026-03-01T00:00:00Z", due_at: "2026-03-03T00:00:00Z", stopped_at: null };
  it.each([["2026-03-02T00:00:00Z", 0.5], ["2026-02-01T00:00:00Z", 0], ["2026-04-01T00:00:00Z", 1]])("at %s it is filled %d", (now, share) => {
    expect(shareGone(clock, Date.parse(now))).toBe(share);
  });
  it("stands where it was stopped, and is full where it began late", () => {
    expect(shareGone({ ...clock, stopped_at: "2026-03-02T00:00:00Z" }, Date.parse("2026-05-01T00:00:00Z"))).toBe(0.5);
    expect(shareGone({ ...clock, due_at: clock.started_at }, 0)).toBe(1);
  });
});

describe("limits in lanes", () => {
  const limit = (code: string, given: Partial<ClockView> = {}): ClockView => ({
    code, label: code, lane: "promise", clause: "", at_zero: "", started_at: "2026-03-01T00:00:00Z", due_at: "2026-03-03T00:00:00Z", stopped_at: null, reason: null, told: null, late: false, ...given,
  });
  const first = limit("answer", { stopped_at: "2026-03-03T02:00:00Z", late: true });
  const second = limit("answer", { started_at: "2026-03-03T02:00:00Z", due_at: "2026-03-06T00:00:00Z", stopped_at: "2026-03-05T00:00:00Z", reason: "缺件", told: "电话" });
  const third = limit("answer", { started_at: "2026-03-05T00:00:00Z", due_at: "2026-03-09T00:00:00Z", reason: "仍缺件", told: "短信" });

  it("law, platform, promise, the nearest first; what is stopped apart", () => {
    const { running, stopped } = inLanes([limit("b", { due_at: "2026-03-05T00:00:00Z" }), limit("a"), limit("done", { stopped_at: "2026-03-02T00:00:00Z" }), limit("delay", { lane: "law" })]);
    expect(running.map(({ lane, limits }) => [lane, limits.map(({ clock }) => clock.code)])).toEqual([["law", ["delay"]], ["promise", ["a", "b"]]]);
    expect(stopped.map(({ clock }) => clock.code)).toEqual(["done"]);
  });
  it("an extension follows the limit before it, which stays as it was", () => {
    expect(inLanes([third, second, first])).toEqual({ running: [{ lane: "promise", limits: [{ clock: third, former: [first, second] }] }], stopped: [] });
  });
  it("a limit whose step was taken back is not shown as kept", () => {
    expect(inLanes([limit("a", { void: true, stopped_at: "2026-03-01T00:05:00Z" })])).toEqual({ running: [], stopped: [] });
  });
  it("a limit set anew is no extension", () => {
    const anew = limit("answer", { started_at: "2026-03-07T00:00:00Z" });
    expect(inLanes([first, anew])).toEqual({ running: [{ lane: "promise", limits: [{ clock: anew, former: [] }] }], stopped: [{ clock: first, former: [] }] });
  });
});

describe("the history", () => {
  const entry = { place: "3F/1/2", at: "2026-03-05T02:00:00Z", who: "小李", kind_label: "三包判定", kind: "ruling", record: "r", event: "compute", label: "判定", hash: "h" };
  it("names the kind of another record, and leaves inner names out", () => {
    const [item] = historyItems([{ ...entry, changes: [{ label: "售后单", old: "", new: "01a1f654-e040-768b-8000-00000000009c", guarded: false }] }], "quality_case");
    expect(item).toMatchObject({ title: "三包判定：判定", note: false });
    expect(item).not.toHaveProperty("body");
  });
  it("names the limit that was put off", () => {
    const changes = [{ label: "时限", old: "", new: "answer", guarded: false }];
    const [item] = historyItems([{ ...entry, kind: "quality_case", event: "extend", label: "延期", changes }], "quality_case", (code) => (code === "answer" ? "答复" : code));
    expect(JSON.stringify(item?.body)).toContain("答复");
  });
  it("shows a note once, though it is two entries", () => {
    const words = [{ label: "内容", old: "", new: "已电话联系", guarded: false }];
    const items = historyItems([{ ...entry, kind: "note", event: "write", label: "记一笔", changes: words }, { ...entry, kind: "quality_case", event: "note", label: "备注", changes: words }], "quality_case");
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ title: "备注", note: true });
  });
});

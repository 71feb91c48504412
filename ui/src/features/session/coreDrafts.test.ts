import { beforeEach, describe, expect, it } from "vitest";
import { answerCalls } from "@/bridge/testing";
import { CoreDrafts } from "./coreDrafts";

const locked = { code: "locked_seat", message: "已锁定，请输入密码继续", retryable: false, trace_id: "" };
let kept: Record<string, unknown>;
let open: boolean;
let saves: string[];

beforeEach(() => {
  [kept, open, saves] = [{}, true, []];
  return answerCalls((name, input) => {
    const { name: draft, value } = input as { name: string; value: unknown };
    if (!open) throw locked;
    if (name === "drafts.load") return { value: kept[draft] ?? null };
    saves.push(draft);
    kept[draft] = value;
    return {};
  });
});

describe("CoreDrafts", () => {
  it("saves in the file, loads from it, lets go by null", async () => {
    const drafts = new CoreDrafts();
    await drafts.storeOf("a").save("note", { text: "屏幕碎了" });
    expect(kept).toEqual({ note: { text: "屏幕碎了" } });
    expect(await new CoreDrafts().storeOf("a").load("note")).toEqual({ text: "屏幕碎了" });
    expect(drafts.state()).toEqual({ stage: "saved" });
    await drafts.storeOf("a").clear("note");
    expect(kept).toEqual({ note: null });
  });

  it("keeps what a locked seat refused, says so, and saves it when the person is back", async () => {
    const drafts = new CoreDrafts();
    open = false;
    await drafts.storeOf("a").save("note", "一半");
    expect(drafts.state()).toEqual({ stage: "unsaved", reason: locked.message });
    expect(await drafts.storeOf("a").load("note")).toBe("一半");
    open = true;
    await drafts.flush("a");
    expect(kept).toEqual({ note: "一半" });
  });

  it("never saves one person's text under another", async () => {
    const drafts = new CoreDrafts();
    open = false;
    await drafts.storeOf("a").save("note", "甲写的");
    open = true;
    await drafts.flush("b");
    expect(saves).toEqual([]);
    expect(await drafts.storeOf("b").load("note")).toBeNull();
  });

  it("saves the newest of what was typed while saving", async () => {
    const store = new CoreDrafts().storeOf("a");
    await Promise.all([store.save("note", "1"), store.save("note", "12"), store.save("note", "123")]);
    expect(kept).toEqual({ note: "123" });
  });
});

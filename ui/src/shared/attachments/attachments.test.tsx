import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AttachmentView, FilePart } from "@/bridge";
import { answerCalls } from "@/bridge/testing";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { Attachments, type AttachmentsProps } from ".";
import { fitted } from "./thumbnail";
import { sizeText } from "./words";

const VIEW: AttachmentView = {
  id: "a1", role: "intake", role_label: "接修照片", name: "开箱.jpg", media: "image/jpeg", media_label: "图片", size: 3_500_000, width: 4032, height: 3024,
  sha256: "ab".repeat(32), added_at: "2026-03-05T04:00:00Z", added_by: "小李", reason: null, content: "ready", has_thumbnail: true, version: 2,
  withdraw: { event: "withdraw", label: "撤下", enabled: true, why: null, asks: [], grave: false, clause: "" },
};
const ROLES: [string, string][] = [["intake", "接修照片"], ["inspection", "验收照片"], ["proof", "凭证"], ["chat", "聊天截图"], ["video", "视频"], ["other", "其他"]];
const PART: FilePart = { media: "image/jpeg", bytes: btoa("small"), parts: 1, size: 5, name: "开箱.jpg" };
const bad = (message: string) => ({ code: "bad_file", message, retryable: false, trace_id: "" });

let calls: [string, Record<string, unknown>][];
let items: AttachmentView[];
let answers: Record<string, (input: Record<string, unknown>) => unknown>;
beforeEach(() => {
  calls = [];
  items = [];
  answers = {
    "attachments.add": (input) => {
      const added = { ...VIEW, id: `new-${items.length}`, name: String(input.name), role: String(input.role), media: "video/mp4", media_label: "视频", has_thumbnail: false };
      items = [...items, added];
      return added;
    },
    "attachments.bytes": () => PART,
  };
  URL.createObjectURL = vi.fn(() => "blob:seen");
  URL.revokeObjectURL = vi.fn();
  return answerCalls((name, input) => {
    calls.push([name, input as Record<string, unknown>]);
    if (name === "attachments.list") return { items, roles: ROLES };
    return answers[name]?.(input as Record<string, unknown>) ?? {};
  });
});
const inputsOf = (name: string) => calls.filter(([called]) => called === name).map(([, input]) => input);
/** jsdom cannot read a file. */
const file = (name: string, read: () => Promise<ArrayBuffer> = async () => new ArrayBuffer(3)) => Object.assign(new File(["x"], name), { arrayBuffer: read });

const show = (props: Partial<AttachmentsProps> = {}) => renderInApp(<Attachments caseId="c1" ofKind="repair" {...props} />);
const choose = async (...files: File[]) => userEvent.upload(await screen.findByLabelText("选择要添加的附件"), files, { applyAccept: false });
const open = async (name: RegExp) => fireEvent.click(await screen.findByRole("button", { name }));

describe("nothing there yet", () => {
  it("says the first step and its key", async () => {
    const { container } = show();
    expect(await screen.findByText("还没有附件")).toBeVisible();
    expect(inputsOf("attachments.list")).toEqual([{ case_id: "c1", of_kind: "repair" }]);
    expect(await faults(container)).toEqual([]);
  });

  it("offers nothing to add where nothing is added", async () => {
    show({ canAdd: false });
    expect(await screen.findByText("这里只看，不添加")).toBeVisible();
    expect(screen.queryByRole("button", { name: /添加附件/ })).toBeNull();
  });
});

describe("adding", () => {
  it("sends chosen files one by one for the purpose of this place, and shows them", async () => {
    show({ roles: ["inspection", "intake"] });
    await choose(file("a.mp4"), file("b.mp4"));
    expect(await screen.findByText("已添加 2 个附件")).toBeVisible();
    expect(inputsOf("attachments.add")).toEqual([
      { case_id: "c1", of_kind: "repair", role: "inspection", name: "a.mp4" },
      { case_id: "c1", of_kind: "repair", role: "inspection", name: "b.mp4" },
    ]);
    expect(await screen.findAllByRole("button", { name: /^打开/ })).toHaveLength(2);
  });

  it("begins with what is usual here", async () => {
    show({ usual: "proof" });
    await choose(file("a.mp4"));
    await screen.findByText("已添加 1 个附件");
    expect(inputsOf("attachments.add")[0]).toMatchObject({ role: "proof" });
  });

  it("takes what is dropped and what is pasted, for the purpose that was picked", async () => {
    const { container } = show();
    fireEvent.mouseDown(await screen.findByLabelText("用途"));
    fireEvent.click(await screen.findByTitle("聊天截图"));
    const zone = container.querySelector("[class*=drop]") as Element;
    fireEvent.dragOver(zone);
    fireEvent.drop(zone, { dataTransfer: { files: [file("dropped.mp4")] } });
    await screen.findByText("已添加 1 个附件");
    const paste = Object.assign(new Event("paste"), { clipboardData: { files: [file("image.mp4")] } });
    act(() => void window.dispatchEvent(paste));
    await waitFor(() => expect(inputsOf("attachments.add")).toHaveLength(2));
    expect(inputsOf("attachments.add").map(({ role, name }) => [role, name])).toEqual([["chat", "dropped.mp4"], ["chat", "image.mp4"]]);
    act(() => void window.dispatchEvent(Object.assign(new Event("paste"), { clipboardData: { files: [] } })));
    expect(inputsOf("attachments.add")).toHaveLength(2);
  });

  it("tells each refused file by name and goes on with the others", async () => {
    const add = answers["attachments.add"];
    answers["attachments.add"] = (input) => {
      if (input.name === "b.heic") throw bad("HEIC 照片不能直接保存。请把照片导出为 JPG 再添加");
      return add?.(input);
    };
    show();
    const huge = Object.defineProperty(file("huge.mp4"), "size", { value: 300 * 1024 * 1024 });
    await choose(file("a.mp4"), file("b.heic"), huge, file("gone.jpg", () => Promise.reject(new DOMException("gone", "NotFoundError"))), file("c.mp4"));
    expect(await screen.findByText("已添加 2 个附件")).toBeVisible();
    for (const words of ["b.heic", /导出为 JPG/, "huge.mp4", /超过 200 MB/, "gone.jpg", /这个文件读不出来/]) expect(screen.getByText(words)).toBeVisible();
    expect(inputsOf("attachments.add").map(({ name }) => name)).toEqual(["a.mp4", "b.heic", "c.mp4"]);
  });

  it("shows how far it is and lets the rest go", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const waits: (() => void)[] = [];
      const add = answers["attachments.add"];
      answers["attachments.add"] = (input) => new Promise((done) => waits.push(() => done(add?.(input))));
      show();
      await choose(file("a.mp4"), file("b.mp4"), file("c.mp4"));
      await waitFor(() => expect(waits).toHaveLength(1));
      await vi.advanceTimersByTimeAsync(2_100);
      expect(screen.getByText("正在保存附件 0 / 3")).toBeVisible();
      fireEvent.click(screen.getByRole("button", { name: /^取\s?消$/ }));
      await act(async () => waits[0]?.());
      expect(await screen.findByText("已添加 1 个附件")).toBeVisible();
      expect(inputsOf("attachments.add")).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes on without a thumbnail where a picture cannot be drawn", async () => {
    answers["attachments.add"] = () => ({ ...VIEW, has_thumbnail: false });
    show();
    await choose(file("a.jpg"));
    expect(await screen.findByText("已添加 1 个附件")).toBeVisible();
    expect(inputsOf("attachments.thumbnail")).toEqual([]);
  });
});

describe("looking", () => {
  beforeEach(() => {
    items = [VIEW, { ...VIEW, id: "a2", role_label: "凭证", name: "发票.pdf", media: "application/pdf", media_label: "PDF", has_thumbnail: false, width: null, height: null }];
  });

  it("shows thumbnails without opening anything", async () => {
    const { container } = show();
    await waitFor(() => expect(container.querySelector("img")).toHaveAttribute("src", `data:image/jpeg;base64,${PART.bytes}`));
    expect(inputsOf("attachments.bytes")).toEqual([{ id: "a1", thumbnail: true, part: 0 }]);
    expect(screen.getByText("PDF")).toBeVisible();
    expect(await faults(container)).toEqual([]);
  });

  it("opens a picture, part by part, zooms and goes to its neighbour by keys", async () => {
    answers["attachments.bytes"] = ({ thumbnail }) => (thumbnail === true ? PART : { ...PART, parts: 2 });
    show();
    await open(/打开 接修照片/);
    const dialog = await screen.findByRole("dialog");
    const picture = await within(dialog).findByRole("img", { name: "接修照片 开箱.jpg" });
    expect(picture).toHaveAttribute("src", "blob:seen");
    expect(inputsOf("attachments.bytes").filter(({ thumbnail }) => thumbnail === false).map(({ part }) => part)).toEqual([0, 1]);
    expect(within(dialog).getByText(/1 \/ 2 · 3.3 MB · 4032×3024 · 小李/)).toBeVisible();
    fireEvent.click(within(dialog).getByRole("button", { name: "放大" }));
    expect(picture).toHaveStyle({ width: "150%" });
    fireEvent.keyDown(dialog, { key: "0" });
    await waitFor(() => expect(picture).toHaveStyle({ maxWidth: "100%" }));
    fireEvent.keyDown(dialog, { key: "ArrowRight" });
    expect(await screen.findByText(/PDF 请另存后/)).toBeVisible();
    await waitFor(() => expect(URL.revokeObjectURL).toHaveBeenCalledWith("blob:seen"));
  });

  it("says in its place that a file is missing, and why one does not open", async () => {
    items = [{ ...VIEW, content: "missing" }, { ...VIEW, id: "a2", name: "坏.jpg" }];
    answers["attachments.bytes"] = ({ thumbnail }) => {
      if (thumbnail === true) return PART;
      throw { code: "file_altered", message: "附件的文件已损坏或被改动，为防误导没有显示", retryable: false, trace_id: "" };
    };
    show();
    expect(await screen.findByRole("button", { name: /开箱.jpg：文件不见了/ })).toBeVisible();
    await open(/打开 接修照片 坏/);
    expect(await screen.findByText(/已损坏或被改动/)).toBeVisible();
  });

  it("saves by the core, under the name it gives", async () => {
    answers["shell.save"] = () => ({ saved: true });
    show();
    await open(/打开 凭证/);
    fireEvent.click(await screen.findByRole("button", { name: "另存…" }));
    expect(await screen.findByText("已另存：发票.pdf")).toBeVisible();
    expect(inputsOf("shell.save")[0]).toMatchObject({ operation: "attachments.bytes", input: { id: "a2" }, suggested: "发票.pdf" });
  });
});

describe("withdrawing", () => {
  it("asks for the reason, and then it is out of sight but not out of the list", async () => {
    items = [VIEW];
    answers["records.do"] = () => {
      items = [{ ...VIEW, content: "withdrawn", reason: "传错了单", withdraw: null }];
      return {};
    };
    show();
    await open(/打开 接修照片/);
    fireEvent.click(await screen.findByRole("button", { name: "撤下…" }));
    fireEvent.click(await screen.findByRole("button", { name: "传错了单" }));
    fireEvent.click(screen.getByRole("button", { name: /^撤\s?下$/ }));
    expect(await screen.findByText("还没有附件")).toBeVisible();
    expect(inputsOf("records.do")).toEqual([{ kind: "attachment", id: "a1", event: "withdraw", input: { reason: "传错了单" }, version: 2 }]);
    fireEvent.click(screen.getByRole("button", { name: "已撤下 1 个" }));
    await open(/开箱.jpg：已撤下/);
    expect(await screen.findByText("已撤下：传错了单")).toBeVisible();
    expect(inputsOf("attachments.bytes").filter(({ thumbnail }) => thumbnail === false)).toHaveLength(1);
  });

  it("says why one may not", async () => {
    items = [{ ...VIEW, withdraw: { ...(VIEW.withdraw as NonNullable<AttachmentView["withdraw"]>), enabled: false, why: "这个附件是别人添加的，要撤下请找经理或店主" } }];
    show();
    await open(/打开 接修照片/);
    expect(await screen.findByRole("button", { name: "撤下…" })).toBeDisabled();
    expect(screen.getByText(/请找经理或店主/)).toBeVisible();
  });
});

it("sizes in words, and thumbnails that fit", () => {
  expect([0, 1023, 1024, 900_000, 3_500_000].map(sizeText)).toEqual(["0 字节", "1023 字节", "1 KB", "879 KB", "3.3 MB"]);
  expect([fitted(4032, 3024), fitted(100, 50), fitted(1, 30_000)]).toEqual([{ width: 320, height: 240 }, { width: 100, height: 50 }, { width: 1, height: 320 }]);
});

import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { faults } from "@/test/axe";
import { renderInApp } from "@/test/render";
import { DataTable, type DataColumn, type DataTableProps } from ".";
import { toggled, toggledAll, withRange } from "./selection";

interface Case { id: string; number: string; paid: number }
const cases = (count: number): Case[] => Array.from({ length: count }, (_, at) => ({ id: `c${at}`, number: `TH-${at}`, paid: at * 100 }));

const columns: DataColumn<Case>[] = [
  { id: "number", title: "单号", cell: (row) => row.number, rowHeader: true, fixed: true },
  { id: "paid", title: "金额", cell: (row) => row.paid, align: "right", sortable: true },
  { id: "note", title: "备注", cell: () => "", hidden: true },
];

const onOpen = vi.fn();
const onSelection = vi.fn();
beforeEach(() => {
  onOpen.mockReset();
  onSelection.mockReset();
});

function Cases({ rows = cases(4), ticks = true, ...more }: { rows?: Case[]; ticks?: boolean } & Partial<DataTableProps<Case>>) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selection = { ids, onChange: (next: ReadonlySet<string>) => { onSelection([...next]); setIds(next); } };
  return (
    <DataTable label="我的队列" columns={columns} rows={rows} rowId={(row) => row.id} empty={<p>还没有售后单</p>} onOpen={onOpen} {...(ticks ? { selection } : {})} {...more} />
  );
}

const rowOf = (number: string) => screen.getByRole("rowheader", { name: number }).closest("tr") as HTMLTableRowElement;
/** Keys in a person's rhythm: the key map waits a moment to tell them from a scanner. */
const person = () => userEvent.setup({ delay: 60 });

describe("structure", () => {
  it("is a named grid that tells its size and the place of each row", () => {
    renderInApp(<Cases total={57} />);
    const grid = screen.getByRole("grid", { name: "我的队列" });
    expect(grid).toHaveAttribute("aria-rowcount", "58");
    expect(rowOf("TH-0")).toHaveAttribute("aria-rowindex", "2");
    expect(screen.getByRole("columnheader", { name: "金额" })).toHaveClass("right");
    expect(screen.queryByRole("columnheader", { name: "备注" })).toBeNull();
  });

  it("does not claim a size it does not know", () => {
    renderInApp(<Cases more={{ available: true, loading: false, load: vi.fn() }} />);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "-1");
  });

  it("shows grey rows first, then what stands for nothing", () => {
    const { rerender } = renderInApp(<Cases rows={[]} loading />);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-busy", "true");
    expect(screen.queryByText("还没有售后单")).toBeNull();
    expect(document.querySelectorAll("tbody tr").length).toBe(8);
    rerender(<Cases rows={[]} />);
  });

  it("shows the empty state", () => {
    renderInApp(<Cases rows={[]} />);
    expect(screen.getByText("还没有售后单")).toBeVisible();
  });

  it("has no fault that axe knows", async () => {
    const { container } = renderInApp(<Cases name="queue" more={{ available: true, loading: false, load: vi.fn() }} sort={{ by: null, onChange: vi.fn() }} />);
    expect(await faults(container)).toEqual([]);
  });
});

describe("keyboard", () => {
  it("one row is reached by Tab, arrows move, Home and End jump", async () => {
    const user = person();
    renderInApp(<Cases ticks={false} />);
    await user.tab();
    expect(rowOf("TH-0")).toHaveFocus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(rowOf("TH-2")).toHaveFocus();
    await user.keyboard("{End}{ArrowDown}");
    expect(rowOf("TH-3")).toHaveFocus();
    await user.keyboard("{Home}{ArrowUp}");
    expect(rowOf("TH-0")).toHaveFocus();
    expect(document.querySelectorAll('tbody tr[tabindex="0"]')).toHaveLength(1);
  });

  it("J, K, Enter and X act on the list of the screen wherever the focus is", async () => {
    const user = person();
    renderInApp(<Cases primary />);
    await user.keyboard("jjk");
    await waitFor(() => expect(rowOf("TH-0")).toHaveFocus());
    await user.keyboard("jx");
    await waitFor(() => expect(onSelection).toHaveBeenLastCalledWith(["c1"]));
    expect(rowOf("TH-1")).toHaveAttribute("aria-selected", "true");
    await user.keyboard("{Enter}");
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: "c1" }));
  });

  it("Shift+X ticks the range", async () => {
    const user = person();
    renderInApp(<Cases primary rows={cases(6)} />);
    await user.keyboard("jx");
    await user.keyboard("jjj");
    await user.keyboard("{Shift>}X{/Shift}");
    await waitFor(() => expect(onSelection).toHaveBeenLastCalledWith(["c0", "c1", "c2", "c3"]));
    expect(screen.getByText("已勾选 4 行")).toBeVisible();
  });

  it("a table that is not the screen's own is silent until it has the focus", async () => {
    const user = person();
    renderInApp(<Cases />);
    await user.keyboard("j");
    expect(document.body).toHaveFocus();
  });

  it("going past the last row asks for more", async () => {
    const load = vi.fn();
    const user = person();
    renderInApp(<Cases ticks={false} more={{ available: true, loading: false, load }} />);
    await user.tab();
    await user.keyboard("{End}{ArrowDown}");
    expect(load).toHaveBeenCalledOnce();
  });
});

describe("pointer", () => {
  it("ticks, ticks a range, ticks all, opens", async () => {
    renderInApp(<Cases />);
    fireEvent.click(screen.getByRole("checkbox", { name: "勾选第 1 行" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "勾选第 3 行" }), { shiftKey: true });
    expect(onSelection).toHaveBeenLastCalledWith(["c0", "c1", "c2"]);
    fireEvent.click(screen.getByRole("checkbox", { name: "勾选全部已列出的行" }));
    expect(onSelection).toHaveBeenLastCalledWith(["c0", "c1", "c2", "c3"]);
    fireEvent.click(screen.getByText("清除勾选"));
    expect(onSelection).toHaveBeenLastCalledWith([]);
    fireEvent.doubleClick(rowOf("TH-2"));
    expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: "c2" }));
  });

  it("orders: up, down, as it was", () => {
    const onChange = vi.fn();
    const { unmount } = renderInApp(<Cases sort={{ by: null, onChange }} />);
    fireEvent.click(screen.getByRole("button", { name: "金额" }));
    expect(onChange).toHaveBeenLastCalledWith({ column: "paid", descending: false });
    unmount();
    renderInApp(<Cases sort={{ by: { column: "paid", descending: true }, onChange }} />);
    expect(screen.getByRole("columnheader", { name: /金额/ })).toHaveAttribute("aria-sort", "descending");
    fireEvent.click(screen.getByRole("button", { name: /金额/ }));
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  it("columns are chosen and remembered", async () => {
    const { parts } = renderInApp(<Cases name="queue" />);
    fireEvent.click(screen.getByRole("button", { name: "选择列" }));
    const chooser = within(await screen.findByRole("group", { name: "显示的列" }));
    expect(chooser.queryByText("单号")).toBeNull();
    fireEvent.click(chooser.getByRole("checkbox", { name: "备注" }));
    fireEvent.click(chooser.getByRole("checkbox", { name: "金额" }));
    expect(parts.preferences.get().hiddenColumns).toEqual({ queue: ["paid"] });
    expect(screen.getByRole("columnheader", { name: "备注" })).toBeVisible();
  });
});

describe("a long list", () => {
  beforeEach(() => {
    // jsdom has no layout; the virtualizer reads the size of its box here.
    vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(400);
    vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(800);
  });

  it("keeps only the rows in view, with the height of the rest", () => {
    renderInApp(<Cases rows={cases(2000)} ticks={false} />);
    const rows = document.querySelectorAll("tbody tr[data-index]");
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(40);
    const spacer = document.querySelector<HTMLElement>("tbody tr:last-child td");
    expect(Number.parseInt(spacer?.style.height ?? "0")).toBe((2000 - rows.length) * 36);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "2001");
  });

  it("up to a hundred rows all stand in the page", () => {
    renderInApp(<Cases rows={cases(100)} ticks={false} />);
    expect(document.querySelectorAll("tbody tr[data-index]")).toHaveLength(100);
  });
});

describe("selection", () => {
  const ids = (...all: string[]) => new Set(all);
  it.each([
    ["toggles in", toggled(ids("a"), "b"), ["a", "b"]],
    ["toggles out", toggled(ids("a", "b"), "a"), ["b"]],
    ["range backwards", withRange(ids(), ["a", "b", "c", "d"], "d", "b"), ["b", "c", "d"]],
    ["range without anchor", withRange(ids("x"), ["a", "b"], null, "b"), ["x", "b"]],
    ["range whose anchor is gone", withRange(ids(), ["a", "b"], "z", "b"), ["b"]],
    ["all", toggledAll(ids("x", "a"), ["a", "b"]), ["x", "a", "b"]],
    ["none, those of other pages stay", toggledAll(ids("x", "a", "b"), ["a", "b"]), ["x"]],
  ])("%s", (_, got, expected) => expect([...got]).toEqual(expected));
});

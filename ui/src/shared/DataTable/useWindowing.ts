import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type RefObject } from "react";
import { rowHeight, usePreferences } from "../preferences";

/** Up to here every row stands in the page; beyond, only those in view. */
export const WINDOW_FROM = 100;
const OVERSCAN = 8;

/** Which rows stand in the page, and the empty height above and below them. */
export interface RowWindow {
  from: number;
  /** Exclusive. */
  to: number;
  before: number;
  after: number;
}

export function useWindowing(count: number, scroller: RefObject<HTMLDivElement | null>, body: RefObject<HTMLTableSectionElement | null>) {
  const height = rowHeight(usePreferences());
  const windowed = count > WINDOW_FROM;
  // The virtualizer keeps its own mutable state; the compiler leaves this hook alone.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: windowed ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    // The head stands before the rows, and over them once scrolled.
    scrollMargin: height,
    scrollPaddingStart: height,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, height]);

  const wanted = useRef<number | null>(null);
  const focusWanted = () => {
    const row = wanted.current === null ? null : body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (row == null) return;
    wanted.current = null;
    row.focus({ preventScroll: windowed });
    if (!windowed) row.scrollIntoView({ block: "nearest" });
  };
  // A row far away is drawn only after the scroll: look for it after every drawing until it is there.
  useEffect(focusWanted);
  const show = (index: number) => {
    wanted.current = index;
    if (windowed) virtualizer.scrollToIndex(index, { align: "auto" });
    focusWanted();
  };
  return { rowWindow: windowed ? virtualWindow(virtualizer, count, height) : { from: 0, to: count, before: 0, after: 0 }, show };
}

function virtualWindow(virtualizer: { getVirtualItems: () => { index: number }[] }, count: number, height: number): RowWindow {
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = (items.at(-1)?.index ?? -1) + 1;
  return { from, to, before: from * height, after: (count - to) * height };
}

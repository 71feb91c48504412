import { useImperativeHandle, useState, type KeyboardEvent } from "react";
import { useKeys, type KeyBinding } from "../keys";
import { toggled, withRange } from "./selection";
import type { DataTableProps } from "./types";

const PAGE = 10;

/** Moving, opening and ticking by keyboard. `show` brings a row into view and puts the focus on it. */
export function useRowKeys<Row>(props: DataTableProps<Row>, show: (index: number) => void) {
  const { rows, rowId, selection, onOpen, onActive, more } = props;
  const [activeId, setActiveId] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [anchor, setAnchor] = useState<string | null>(null);
  const order = rows.map(rowId);
  const found = activeId === null ? -1 : order.indexOf(activeId);

  const activate = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveId(rowId(row));
    onActive?.(row);
  };
  const move = (index: number) => {
    if (rows.length === 0) return;
    if (index >= rows.length && more?.available === true && !more.loading) more.load();
    const to = Math.max(0, Math.min(rows.length - 1, index));
    activate(to);
    show(to);
  };
  const step = (by: number) => move(found < 0 ? 0 : found + by);
  const open = () => {
    const row = rows[found];
    if (row !== undefined) onOpen?.(row);
  };
  const tick = (id = activeId) => {
    if (id === null || selection === undefined) return;
    setAnchor(id);
    selection.onChange(toggled(selection.ids, id));
  };
  const tickTo = (id = activeId) => {
    if (id === null || selection === undefined) return;
    selection.onChange(withRange(selection.ids, order, anchor, id));
    setAnchor(id);
  };

  useImperativeHandle(props.handle, () => ({ next: () => step(1) }));
  useKeys(props.primary === true || focused ? listKeys({ props, step, open, tick, tickTo }) : [], "part");
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys pressed on a control inside a row belong to that control.
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const moves: Record<string, (() => void) | undefined> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      PageDown: () => step(PAGE),
      PageUp: () => step(-PAGE),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      Enter: onOpen === undefined ? undefined : open,
      " ": () => (event.shiftKey ? tickTo() : tick()),
    };
    const action = moves[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
  return { activeId: found < 0 ? null : activeId, activate, onKeyDown, setFocused, tick, tickTo };
}

interface Moves<Row> {
  props: DataTableProps<Row>;
  step: (by: number) => void;
  open: () => void;
  tick: () => void;
  tickTo: () => void;
}

function listKeys<Row>({ props, step, open, tick, tickTo }: Moves<Row>): KeyBinding[] {
  const group = props.label;
  const keys: KeyBinding[] = [
    { chord: "j", label: "下一行", group, repeats: true, run: () => step(1) },
    { chord: "k", label: "上一行", group, repeats: true, run: () => step(-1) },
  ];
  if (props.onOpen !== undefined) keys.push({ chord: "Enter", label: "打开", group, run: open });
  if (props.selection !== undefined) {
    keys.push({ chord: "x", label: "勾选", group, run: () => tick() }, { chord: "Shift+X", label: "连选到这里", group, run: () => tickTo() });
  }
  return keys;
}

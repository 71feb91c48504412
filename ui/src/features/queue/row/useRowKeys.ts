import type { CaseRow } from "@/bridge";
import { useKeys, type KeyBinding } from "@/shared/keys";

/** What a key or a button asks for: something on one row, a step on several, labels. */
export type Wanted =
  | { on: "row"; row: CaseRow; what: RowTask }
  | { on: "bulk"; rows: readonly CaseRow[]; event: string | null }
  | { on: "label"; rows: readonly CaseRow[] };

/** The steps of the row, one step of it by its event, its papers. */
export type RowTask = "steps" | "papers" | { event: string; label: string };

interface Place {
  active: CaseRow | null;
  ticked: readonly CaseRow[];
  want: (wanted: Wanted) => void;
}

const GROUP = "这一行";
const NO_ROW = "先用 J 或 K 选一行";

/** A S N R P L on the row in hand; A and L on all that are ticked. */
export function useRowKeys({ active, ticked, want }: Place): void {
  const chosen = ticked.length > 0 ? ticked : active === null ? [] : [active];
  const none = chosen.length === 0 ? { disabledReason: NO_ROW } : {};
  const onRow = (chord: string, label: string, what: RowTask): KeyBinding => ({
    chord,
    label,
    group: GROUP,
    run: () => (active === null ? undefined : want({ on: "row", row: active, what })),
    ...(active === null ? { disabledReason: NO_ROW } : {}),
  });
  useKeys([
    onRow("s", "换状态：选下一步", "steps"),
    onRow("n", "写备注", { event: "note", label: "备注" }),
    onRow("r", "判定", { event: "rule", label: "判定" }),
    onRow("p", "通知书", "papers"),
    { chord: "a", label: "转交（勾选的全部）", group: GROUP, run: () => want({ on: "bulk", rows: chosen, event: "assign" }), ...none },
    { chord: "l", label: "打标签（勾选的全部）", group: GROUP, run: () => want({ on: "label", rows: chosen }), ...none },
    // Said here, so that the sheet shows it; the form itself hears it.
    { chord: "Ctrl+Enter", label: "保存，看下一件", group: GROUP, run: () => undefined },
  ]);
}

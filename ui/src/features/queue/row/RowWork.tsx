import { Drawer, Modal } from "antd";
import { useRef } from "react";
import { useOperation, type CaseRow } from "@/bridge";
import { Papers } from "@/features/papers";
import { pressable } from "@/features/records";
import { ErrorNote } from "@/shared/feedback";
import { isComposing } from "@/shared/keys";
import { textOf } from "@/shared/values";
import { StepMenu } from "./StepMenu";
import { OneStep } from "./OneStep";
import type { RowTask, Wanted } from "./useRowKeys";

interface RowWorkProps {
  wanted: (Wanted & { on: "row" }) | null;
  onClose: () => void;
  /** Saved by Ctrl+Enter: on to the next row. */
  onNext: () => void;
}

/** What is done on one row without leaving the list. */
export function RowWork({ wanted, onClose, onNext }: RowWorkProps) {
  const goOn = useRef(false);
  const done = () => {
    onClose();
    // The dialog gives the focus back first, then the next row takes it.
    if (goOn.current) setTimeout(onNext);
    goOn.current = false;
  };
  return (
    // The forms stand in dialogs of their own; their keys come by here on the way.
    <div
      onKeyDownCapture={(event) => {
        if (event.key === "Enter" && !isComposing(event.nativeEvent)) goOn.current = event.ctrlKey || event.metaKey;
      }}
    >
      {wanted === null || wanted.what === "papers" ? null : <Asked key={keyOf(wanted.row, wanted.what)} row={wanted.row} what={wanted.what} onClose={onClose} onDone={done} />}
      <Drawer open={wanted?.what === "papers"} onClose={onClose} title={`通知书 ${wanted?.row.number ?? ""}`} size={440} destroyOnHidden>
        {wanted?.what === "papers" ? <RowPapers row={wanted.row} /> : null}
      </Drawer>
    </div>
  );
}

const keyOf = (row: CaseRow, what: Exclude<RowTask, "papers">) => `${row.id} ${what === "steps" ? what : what.event}`;

interface AskedProps {
  row: CaseRow;
  what: Exclude<RowTask, "papers">;
  onClose: () => void;
  onDone: () => void;
}

/** The record as it is now, then what was asked of it. */
function Asked({ row, what, onClose, onDone }: AskedProps) {
  const { data, error, refetch } = useOperation("records.show", { kind: row.kind, id: row.id }, { kinds: [row.kind] });
  if (data === undefined) {
    return error === null ? null : (
      <Modal open footer={null} title={row.number} onCancel={onClose}><ErrorNote error={error} onRetry={() => void refetch()} /></Modal>
    );
  }
  const buttons = pressable(data.kind, data.buttons, data.fields);
  if (what === "steps") return <StepMenu record={data} buttons={buttons} onClose={onClose} onDone={onDone} />;
  return <OneStep record={data} event={what.event} label={what.label} buttons={buttons} onClose={onClose} onDone={onDone} />;
}

function RowPapers({ row }: { row: CaseRow }) {
  const { data, error, refetch } = useOperation("cases.show", { id: row.id }, { kinds: [row.kind, "notice"] });
  if (data === undefined) return error === null ? <p role="status">正在打开…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />;
  const issued = data.notices.map(({ id, number, values, state, state_label }) => ({ id, number, title: textOf(values.title) || "通知书", state, state_label }));
  if (issued.length === 0 && data.record.papers.length === 0) return <p>还没有出具过通知书，这张单现在也没有可以出具的。</p>;
  return <Papers of={{ kind: row.kind, id: row.id, number: row.number }} offers={data.record.papers} issued={issued} keyed={false} />;
}

import { useState } from "react";
import type { RecordView } from "@/bridge";
import type { Action } from "@/shared/actions";
import { LabelDialog } from "./LabelDialog";

/** 打标签 as the last action of a record, with its key, and its dialog. What has no number has no label. */
export function useLabels(record: Pick<RecordView, "kind" | "id" | "number">) {
  const [open, setOpen] = useState(false);
  const actions: Action[] = record.number === "" ? [] : [{ id: "label", label: "打标签…", chord: "l", run: () => setOpen(true) }];
  return { actions, dialog: <LabelDialog open={open} items={[{ kind: record.kind, id: record.id }]} of={record.number} onClose={() => setOpen(false)} /> };
}

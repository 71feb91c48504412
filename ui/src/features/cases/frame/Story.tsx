import type { TextAreaRef } from "antd/es/input/TextArea";
import type { RefObject } from "react";
import type { CaseView } from "@/bridge";
import { Timeline } from "@/shared/timeline";
import { historyItems } from "./history";
import { NoteBox } from "./NoteBox";

interface StoryProps {
  view: CaseView;
  field: RefObject<TextAreaRef | null>;
  onWrite: (words: string) => Promise<unknown>;
}

/** What happened, and a place to write what was said. */
export function Story({ view, field, onWrite }: StoryProps) {
  const { record, timeline, clocks } = view;
  const limitName = (code: string) => clocks.find((clock) => clock.code === code)?.label ?? code;
  const noted = record.buttons.some(({ event }) => event === "note");
  return (
    <>
      {noted ? <NoteBox draft={`${record.kind}/${record.id}/note`} field={field} onWrite={onWrite} /> : null}
      <Timeline label="经过" items={historyItems(timeline, record.kind, limitName)} />
    </>
  );
}

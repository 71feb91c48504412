import { Button, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useState, type Ref } from "react";
import { toCallError, type CallError } from "@/bridge";
import { useDraft } from "@/shared/drafts";
import { ErrorNote } from "@/shared/feedback";
import { isComposing } from "@/shared/keys";
import styles from "../cases.module.css";

interface NoteBoxProps {
  draft: string;
  field: Ref<TextAreaRef>;
  onWrite: (words: string) => Promise<unknown>;
}

/** A place to write what was said and done. Notes are only ever added. */
export function NoteBox({ draft, field, onWrite }: NoteBoxProps) {
  const { value, change, clear, restored } = useDraft(draft, "", (stored) => (typeof stored === "string" ? stored : null));
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const write = async () => {
    if (value.trim() === "" || pending) return;
    setPending(true);
    setError(null);
    try {
      await onWrite(value.trim());
      clear("");
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <Input.TextArea
        ref={field}
        value={value}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isComposing(event.nativeEvent)) void write();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
        placeholder="写备注：消费者怎么说、做了什么"
        aria-label="写备注"
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={4000}
      />
      <div className={styles.writeFoot}>
        {restored ? <span role="status">上次没有保存的备注</span> : null}
        <kbd>Ctrl+Enter</kbd>
        <Button size="small" htmlType="submit" disabled={value.trim() === ""} loading={pending}>写备注</Button>
      </div>
      {error === null ? null : <ErrorNote error={error} safe="写的内容还在。" />}
    </form>
  );
}

import { Button, Input } from "antd";
import { useState } from "react";
import { toCallError, type CallError } from "@/bridge";
import { useDraft } from "@/shared/drafts";
import { ErrorNote } from "@/shared/feedback";
import { isComposing } from "@/shared/keys";
import { performStep } from "@/shared/record";
import styles from "./home.module.css";

/** Words for the next shift. Kept as a draft until they are left. */
export function LeaveNote() {
  const { value, change, clear, restored } = useDraft("shift_note/new", "", (stored) => (typeof stored === "string" ? stored : null));
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const words = value.trim();
  const leave = async () => {
    if (words === "" || pending) return;
    setPending(true);
    setError(null);
    try {
      await performStep({ kind: "shift_note", id: null, version: null }, "write", { words });
      clear("");
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className={styles.leave}
      onSubmit={(event) => {
        event.preventDefault();
        void leave();
      }}
    >
      <Input.TextArea
        value={value}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isComposing(event.nativeEvent)) void leave();
        }}
        placeholder="给下一班留言：谁会再来电、什么等着寄出"
        aria-label="给下一班留言"
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={4000}
      />
      <div className={styles.noteFoot}>
        <span role="status">{restored ? "上次没有留下的话" : ""}</span>
        <Button size="small" htmlType="submit" disabled={words === ""} loading={pending}>留言</Button>
      </div>
      {error === null ? null : <ErrorNote error={error} safe="写的内容还在。" />}
    </form>
  );
}

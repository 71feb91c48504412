import { Button } from "antd";
import type { ReactNode } from "react";
import { useKeys } from "@/shared/keys";
import { useToasts, type Toast } from "@/shared/undo";
import styles from "./StatusLine.module.css";

/** The bottom line: offers to undo at the left, the state of the shop at the right. */
export function StatusLine({ status }: { status: ReactNode }) {
  const { toasts, undo, undoLast } = useToasts();
  const newest = toasts.findLast((toast) => toast.state === "offered");
  useKeys(newest === undefined ? [] : [{ chord: "Ctrl+Alt+Z", label: `撤销：${newest.text}`, group: "随处", run: undoLast }], "app");
  return (
    <footer className={styles.line}>
      <div className={styles.toasts} role="status" aria-live="polite">
        {toasts.map((toast) => (
          <ToastView key={toast.id} toast={toast} onUndo={() => void undo(toast.id)} />
        ))}
      </div>
      <span className={styles.status}>{status}</span>
      <span><kbd>?</kbd> 按键</span>
    </footer>
  );
}

const SAID: Record<Toast["state"], string> = { offered: "", undoing: "正在撤销…", undone: "已撤销", failed: "没有撤销成" };

function ToastView({ toast, onUndo }: { toast: Toast; onUndo: () => void }) {
  return (
    <div className={styles.toast}>
      <span>{toast.text}</span>
      {toast.state === "offered" ? (
        <Button type="link" size="small" onClick={onUndo}>撤销</Button>
      ) : (
        <span className={toast.state === "failed" ? styles.failed : styles.said}>
          {SAID[toast.state]}
          {toast.reason === undefined ? null : `：${toast.reason}`}
        </span>
      )}
    </div>
  );
}

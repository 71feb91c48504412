import { Button } from "antd";
import { CallError } from "@/bridge";
import styles from "./feedback.module.css";

export interface ErrorNoteProps {
  error: Error;
  /** What is safe: "已填的内容还在". Said by default for a refusal: nothing was changed. */
  safe?: string;
  /** What to do next, when the message of the core does not say it. */
  next?: string;
  onRetry?: (() => void) | undefined;
}

function safeWords(error: Error): string {
  const unknown = error instanceof CallError && error.outcome === "unknown";
  return unknown ? "已保存的记录不受影响；结果核对出来后显示在画面上方。" : "什么都没有改动。";
}

/** What happened, what is safe, what to do next. The number at the end finds the line in the log. */
export function ErrorNote({ error, safe, next, onRetry }: ErrorNoteProps) {
  const trace = error instanceof CallError ? error.trace_id : "";
  const words = error instanceof CallError ? error.message : "画面出了差错，请重新打开这个画面。";
  return (
    <div className={styles.error} role="alert">
      <span className={styles.errorSign} aria-hidden="true">!</span>
      <div className={styles.errorBody}>
        <p className={styles.errorTitle}>{words}</p>
        <p className={styles.quiet}>
          {safe ?? safeWords(error)}
          {next}
        </p>
        {trace === "" ? null : <p className={styles.quiet}>编号 {trace}</p>}
      </div>
      {onRetry === undefined ? null : <Button onClick={onRetry}>重试</Button>}
    </div>
  );
}

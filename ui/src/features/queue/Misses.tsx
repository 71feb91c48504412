import { Button } from "antd";
import { useState } from "react";
import styles from "./queue.module.css";

/** Pasted numbers that lead to no case, to be taken back to where they came from. */
export function Misses({ numbers }: { numbers: readonly string[] }) {
  const [copied, setCopied] = useState(false);
  if (numbers.length === 0) return null;
  const copy = () => void navigator.clipboard.writeText(numbers.join("\n")).then(() => setCopied(true), () => setCopied(false));
  return (
    <section className={styles.misses} aria-label="没有找到的单号">
      <p>
        <strong>{numbers.length} 个没有找到售后单</strong>{" "}
        <Button size="small" onClick={copy}>复制这些单号</Button> <span role="status">{copied ? "已复制" : ""}</span>
      </p>
      <p className={styles.numbers}>{numbers.join("、")}</p>
    </section>
  );
}

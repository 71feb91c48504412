import { Button } from "antd";
import { useState } from "react";
import { keepFile, toCallError, type BulkRow, type CallError } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { base64Of } from "@/shared/files";
import styles from "../queue.module.css";
import { reasons, refusedCsv } from "./refused";

/** What was not, or would not be, done: reason by reason, and as a file. */
export function Refused({ rows }: { rows: readonly BulkRow[] }) {
  const [error, setError] = useState<CallError | null>(null);
  const [said, setSaid] = useState("");
  const found = reasons(rows);
  if (found.length === 0) return null;
  const save = async () => {
    try {
      const { saved } = await keepFile("没有办理的单.csv", base64Of(refusedCsv(rows)));
      setSaid(saved ? "已另存" : "没有保存");
    } catch (thrown) {
      setError(toCallError(thrown));
    }
  };
  return (
    <section className={styles.refused} aria-label="没有办理的">
      <ul>
        {found.map(({ why, numbers }) => (
          <li key={why}>
            <strong>{numbers.length} 件</strong>：{why}
            <p className={styles.numbers}>{numbers.join("、")}</p>
          </li>
        ))}
      </ul>
      {error === null ? null : <ErrorNote error={error} safe="办理结果不受影响。" />}
      <Button size="small" onClick={() => void save()}>下载这些单（CSV）</Button> <span role="status">{said}</span>
    </section>
  );
}

import type { WorkingLine } from "@/bridge";
import { CONFIDENCE } from "./words";
import styles from "./rulings.module.css";

const signOf = (passed: boolean | null) => (passed === null ? "·" : passed ? "✓" : "✗");
const wordOf = (passed: boolean | null) => (passed === null ? "计算" : passed ? "符合" : "不符合");

/** The working, a line each: what was tested, what came out, the clause it rests on. */
export function Working({ lines }: { lines: readonly WorkingLine[] }) {
  return (
    <ol className={styles.working} aria-label="依据与计算">
      {lines.map((line, at) => (
        // The lines are an ordered calculation; their place is their identity.
        <li key={at} className={styles.line}>
          <span className={line.passed === true ? styles.passed : line.passed === false ? styles.failed : styles.plain}>
            <span aria-hidden="true">{signOf(line.passed)}</span>
            <span className="visually-hidden">{wordOf(line.passed)}</span>
          </span>
          <div>
            <p>
              {line.text}
              {line.result === "" ? null : <>：<strong>{line.result}</strong></>}
            </p>
            {line.clause === "" && line.confidence === "verified" ? null : (
              <p className={styles.clause}>
                {line.clause}
                {line.confidence === "verified" ? null : <span className={styles.doubt}>（{CONFIDENCE[line.confidence]}）</span>}
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

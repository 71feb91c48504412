import { Link } from "react-router";
import type { WorkingLine } from "@/bridge";
import type { CasePartProps } from "@/features/cases";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { textOf } from "@/shared/values";
import styles from "./bench.module.css";

interface Working {
  headline?: string;
  lines?: WorkingLine[];
  warnings?: string[];
}

/** The check of the period that was run when the unit came in, line by line, and the way to the passport of the unit. */
export function RepairPanel({ view: { record } }: CasePartProps) {
  const working = (record.values.period_working ?? {}) as Working;
  const unit = textOf(record.values.serial_unit_id);
  return (
    <Card title="三包期检查" extra={unit === "" ? undefined : <Link to={`/passport/${unit}`}>保修护照</Link>}>
      <p>{working.headline ?? "还没有检查。"}</p>
      <details>
        <summary>依据与计算（{working.lines?.length ?? 0} 行）</summary>
        <ul className={styles.working}>
          {(working.lines ?? []).map((line, at) => (
            <li key={at}>
              {sign(line.passed)}{line.text}：{line.result}
              <p className={look.quiet}>{line.clause}</p>
            </li>
          ))}
        </ul>
      </details>
      {(working.warnings ?? []).map((warning) => <p key={warning} className={look.quiet}>注意：{warning}</p>)}
    </Card>
  );
}

const sign = (passed: boolean | null): string => (passed === null ? "" : passed ? "✓ " : "✗ ");

import type { RecordView } from "@/bridge";
import { Card } from "@/shared/layout";
import { goodsSteps, moneySteps, type LaneStep, type Standing } from "./lanes";
import styles from "./returns.module.css";

const SIGNS: Record<Standing, string> = { behind: "✓", here: "●", ahead: "○", wrong: "!" };
const WORDS: Record<Standing, string> = { behind: "已过", here: "现在", ahead: "未到", wrong: "要处理" };

/** Goods and money, each on its own way. */
export function Lanes({ record }: { record: RecordView }) {
  return (
    <Card title="货与款">
      <StepBar label="货" steps={goodsSteps(record)} />
      <StepBar label="款" steps={moneySteps(record)} />
    </Card>
  );
}

function StepBar({ label, steps }: { label: string; steps: readonly LaneStep[] }) {
  return (
    <div className={styles.lane}>
      <span className={styles.laneName} aria-hidden="true">{label}</span>
      <ol aria-label={label} className={styles.bar}>
        {steps.map((step) => (
          <li key={step.label} className={`${styles.step} ${styles[step.standing]}`} {...(step.standing === "here" || step.standing === "wrong" ? { "aria-current": "step" as const } : {})}>
            <span aria-hidden="true" className={styles.sign}>{SIGNS[step.standing]}</span>
            <span>{step.label}</span>
            <span className="visually-hidden">（{WORDS[step.standing]}）</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

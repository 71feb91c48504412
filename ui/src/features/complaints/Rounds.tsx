import type { CaseView, RecordView } from "@/bridge";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { fieldText } from "@/shared/record";
import { KeyValue, StateTag, textOf, type StateTone } from "@/shared/values";
import { Part } from "./Part";
import { answerOf, partsOf, roundsOf, type Round } from "./parts";
import styles from "./complaints.module.css";

/** Every round with the versions of its answer side by side. What was answered before stays as it was. */
export function Rounds({ view }: { view: CaseView }) {
  const { rows } = partsOf(view, "complaint_plan");
  const rounds = roundsOf(rows, Number(view.record.values.round ?? 1));
  if (rounds.length === 0) return null;
  return (
    <Card title="方案">
      <ol className={styles.ladder} aria-label="各轮方案">
        {rounds.map((round) => <Rung key={round.number} round={round} answer={answerOf(round.number, view.record.values)} />)}
      </ol>
    </Card>
  );
}

function Rung({ round, answer }: { round: Round; answer: string }) {
  return (
    <li className={styles.rung}>
      <h3 className={styles.roundName}>第 {round.number} 轮{answer === "" ? null : <span className={look.quiet}> {answer}</span>}</h3>
      {round.plans.length === 0 ? <p className={look.quiet}>新方案还没有拟定</p> : (
        <ul className={styles.plans}>
          {round.plans.map(({ id, values }) => (
            <li key={id} className={styles.plan} aria-label={`方案 ${String(values.edition)}`}>
              <Part kind="complaint_plan" id={id}>{(plan) => <Plan plan={plan} />}</Part>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

const TONES: Readonly<Record<string, StateTone>> = {
  told: "waiting", accepted: "kept", delivered: "kept", declined: "broken", returned: "closed", lapsed: "closed",
};
const SHOWN = ["remedy", "amount_fen", "method", "done_by", "follow_up", "basis", "mismatch_reason", "over_reason", "delivered_on", "proof"];

function Plan({ plan }: { plan: RecordView }) {
  const answer = textOf(plan.values.answer);
  const items = SHOWN.flatMap((name) => plan.fields.filter((field) => field.name === name))
    .map((field) => ({ label: field.label, value: fieldText(field, plan.values[field.name]) }))
    .filter(({ value }) => value !== null);
  return (
    <>
      <p className={styles.head}><strong>方案 {String(plan.values.edition)}</strong><StateTag label={plan.state_label} tone={TONES[plan.state] ?? "open"} /></p>
      <KeyValue label={`方案 ${String(plan.values.edition)}`} items={items} />
      {answer === "" ? null : <p className={styles.answer}>消费者：“{answer}”</p>}
    </>
  );
}

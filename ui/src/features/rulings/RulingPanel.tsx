import { Button } from "antd";
import { useState } from "react";
import type { RulingView } from "@/bridge";
import { ActionBar } from "@/shared/actions";
import { ErrorNote } from "@/shared/feedback";
import look from "@/shared/look.module.css";
import { toneOf, useSaveFile, useSteps } from "@/shared/record";
import { DateText } from "@/shared/time";
import { StateTag } from "@/shared/values";
import { Departure } from "./Departure";
import { OptionChips } from "./OptionChips";
import { RulingAnswer } from "./RulingAnswer";
import styles from "./rulings.module.css";
import { useOptionWords } from "./words";

export interface RulingPanelProps {
  caseId: string;
  /** Newest first. */
  rulings: readonly RulingView[];
  chosen?: string | undefined;
}

/** The ruling that stands, who asked to depart from it, and the earlier ones. */
export function RulingPanel({ caseId, rulings, chosen }: RulingPanelProps) {
  const [current, ...earlier] = rulings;
  if (current === undefined) return null;
  return (
    <>
      <Current caseId={caseId} ruling={current} number={rulings.length} chosen={chosen} />
      <Earlier rulings={earlier} />
    </>
  );
}

function priceOf(ruling: RulingView): number | null {
  const facts = ruling.record.values.facts as { price_fen?: number } | null | undefined;
  return facts?.price_fen ?? null;
}

function Current({ caseId, ruling, number, chosen }: { caseId: string; ruling: RulingView; number: number; chosen?: string | undefined }) {
  const [departing, setDeparting] = useState(false);
  const sample = useSaveFile();
  const steps = useSteps(
    ruling.record,
    { special: { ask_review: () => setDeparting(true) }, primary: ["decide"] },
  );
  const ask = ruling.record.buttons.find((button) => button.event === "ask_review");
  return (
    <>
      <p className={styles.dates}>
        判定 #{number} {ruling.record.number} <StateTag label={ruling.record.state_label} tone={toneOf(ruling.record.state)} />{" "}
        <DateText value={new Date(ruling.record.created_ms).toISOString()} />
      </p>
      <Review ruling={ruling} />
      <RulingAnswer answer={ruling.answer} options={ruling.options} chosen={chosen} price={priceOf(ruling)} />
      <div className={styles.buttons}>
        <Button loading={sample.pending} onClick={() => void sample.save("notices.preview", { kind: "quality_case", id: caseId, what: "ruling_letter", paper: "", large_type: false }, "三包处理告知书-样张.pdf")}>试看样张</Button>
        {steps.actions.length === 0 ? null : <ActionBar label="这份判定可做的事" actions={steps.actions} />}
      </div>
      <p role="status">{sample.said || steps.said}</p>
      {[sample.error, steps.error].map((error) => (error === null ? null : <ErrorNote key={error.message} error={error} />))}
      {steps.dialog}
      {ask === undefined ? null : (
        <Departure
          open={departing}
          given={ruling.options}
          draft={`ruling/${ruling.record.id}/ask_review`}
          onSubmit={(input) => steps.perform(ask, input)}
          onClose={() => setDeparting(false)}
        />
      )}
    </>
  );
}

/** Who asked to depart, why, what would be added, and who decided. */
function Review({ ruling }: { ruling: RulingView }) {
  const words = useOptionWords();
  const { values, state } = ruling.record;
  const wanted = Array.isArray(values.departure) ? (values.departure as string[]) : null;
  const reason = typeof values.departure_reason === "string" ? values.departure_reason : "";
  if (ruling.asked_by === null) return null;
  return (
    <div className={styles.review}>
      <p>
        <strong>{state === "review" ? "偏离判定，等待复核" : wanted === null ? "曾提请偏离，复核后维持原判定" : "已按偏离办理"}</strong>
        {" "}提请 {ruling.asked_by}{ruling.decided_by === null ? null : ` · 复核 ${ruling.decided_by}`}
      </p>
      {reason === "" ? null : <p>理由：{reason}</p>}
      {state === "review" && wanted !== null ? <><p className={look.quiet}>偏离后的可选处理：</p><OptionChips options={wanted} words={words} /></> : null}
    </div>
  );
}

function Earlier({ rulings }: { rulings: readonly RulingView[] }) {
  if (rulings.length === 0) return null;
  return (
    <div className={styles.earlier}>
      {rulings.map((ruling, at) => (
        <details key={ruling.record.id}>
          <summary>
            判定 #{rulings.length - at} {ruling.record.number}（{ruling.record.state_label}）{ruling.answer.headline}
          </summary>
          <div><RulingAnswer answer={ruling.answer} options={ruling.options} price={priceOf(ruling)} /></div>
        </details>
      ))}
    </div>
  );
}

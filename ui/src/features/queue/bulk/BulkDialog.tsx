import { Button, Modal } from "antd";
import { useEffect, useRef } from "react";
import { useOperation, type BulkDone, type BulkStep, type CaseRow } from "@/bridge";
import { ErrorNote, Progress } from "@/shared/feedback";
import { focusDialogForm, FormFromFields } from "@/shared/form";
import look from "@/shared/look.module.css";
import { declarationsOf, lookupRecords } from "@/shared/record";
import styles from "../queue.module.css";
import { Refused } from "./Refused";
import { useBulk } from "./useBulk";

interface BulkDialogProps {
  rows: readonly CaseRow[];
  /** The step, when it is known already: 转交. */
  event: string | null;
  onClose: () => void;
  /** Something was done. */
  onDone: () => void;
}

/** One step on many cases: choose, fill in once, see what would be refused and why, then do the rest. */
export function BulkDialog({ rows, ...rest }: BulkDialogProps) {
  return (
    <Modal open={rows.length > 0} title={`成批办理 ${rows.length} 件`} onCancel={rest.onClose} afterOpenChange={focusDialogForm} footer={null} destroyOnHidden width={560}>
      <Work rows={rows} {...rest} />
    </Modal>
  );
}

function Work({ rows, event, onClose, onDone }: BulkDialogProps) {
  const items = rows.map(({ kind, id, version }) => ({ kind, id, version }));
  const steps = useOperation("cases.bulk_steps", { items, job: null }, { kinds: [...new Set(rows.map(({ kind }) => kind))] });
  const bulk = useBulk(rows, onDone);
  const { stage, step, result } = bulk;
  usePreset(stage === "choosing" && bulk.error === null, event, steps.data, bulk.choose);
  if (steps.error !== null) return <ErrorNote error={steps.error} onRetry={() => void steps.refetch()} />;
  return (
    <div className={styles.form}>
      {bulk.error === null ? null : <ErrorNote error={bulk.error} />}
      {stage === "choosing" ? <Choose steps={steps.data} all={rows.length} onChoose={bulk.choose} /> : null}
      {stage === "filling" && step !== null ? (
        <FormFromFields fields={declarationsOf(step.asks)} submit={`试办“${step.label}”`} draft={`bulk/${step.event}`} lookup={lookupRecords} cancel="换一步" onCancel={bulk.again} onSubmit={(values) => bulk.attempt(step, values).catch((thrown: unknown) => { bulk.refused("filling")(thrown); throw thrown; })} />
      ) : null}
      <Progress waiting={bulk.waiting} label={stage === "trying" ? "正在试办，什么都不会改" : "正在办理"} done={bulk.gone} total={rows.length} onCancel={bulk.cancel} />
      {stage === "tried" && result !== null && step !== null ? <Tried step={step} result={result} onBack={bulk.again} onPerform={() => void bulk.perform()} /> : null}
      {stage === "done" && result !== null && step !== null ? <Done step={step} result={result} onClose={onClose} /> : null}
    </div>
  );
}

/** A step that was asked for by its key is chosen as soon as the core offers it. */
function usePreset(open: boolean, event: string | null, steps: readonly BulkStep[] | undefined, choose: (step: BulkStep) => void) {
  const taken = useRef(false);
  const step = steps?.find((one) => one.event === event);
  useEffect(() => {
    if (!open || taken.current || step === undefined) return;
    taken.current = true;
    choose(step);
  });
}

function Choose({ steps, all, onChoose }: { steps: readonly BulkStep[] | undefined; all: number; onChoose: (step: BulkStep) => void }) {
  if (steps === undefined) return <p role="status">正在看能做什么…</p>;
  if (steps.length === 0) return <p>这些单现在没有可以成批做的步骤。判定金额、填写事实、撤销等要逐件办理。</p>;
  return (
    <>
      <p className={look.quiet}>先试办，看清哪些不能办、为什么，再真的办。</p>
      <ul className={styles.steps} aria-label="可以成批做的步骤">
        {steps.map((step) => (
          <li key={`${step.event} ${step.label}`}>
            <button type="button" className={styles.step} onClick={() => onChoose(step)}>
              {step.label}{step.asks.length > 0 ? "…" : ""}
              <span className={styles.why}>{step.fits === all ? `${all} 件都在这一步` : `${all} 件里有 ${step.fits} 件在这一步`}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Tried({ step, result, onBack, onPerform }: { step: BulkStep; result: BulkDone; onBack: () => void; onPerform: () => void }) {
  return (
    <>
      <p role="status" className={styles.verdict}>可办 {result.done} 件，不可办 {result.refused} 件</p>
      <Refused rows={result.rows} />
      <div className={styles.buttons}>
        <Button onClick={onBack}>换一步</Button>
        <Button type="primary" disabled={result.done === 0} onClick={onPerform}>{step.label} {result.done} 件</Button>
      </div>
    </>
  );
}

function Done({ step, result, onClose }: { step: BulkStep; result: BulkDone; onClose: () => void }) {
  return (
    <>
      <p role="status" className={styles.verdict}>
        {result.cancelled ? "已停下。" : ""}已{step.label} {result.done} 件{result.refused === 0 ? "" : `，${result.refused} 件没有办`}
      </p>
      <Refused rows={result.rows} />
      <div className={styles.buttons}><Button type="primary" onClick={onClose}>好</Button></div>
    </>
  );
}

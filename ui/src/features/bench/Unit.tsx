import { Button } from "antd";
import { Link } from "react-router";
import type { BenchUnit, Button as StepButton } from "@/bridge";
import { ActionBar, type Action } from "@/shared/actions";
import { DueText, LaneBadge } from "@/shared/deadline";
import { toneOf } from "@/shared/record";
import { KeyValue, StateTag, textOf, type Fact } from "@/shared/values";
import styles from "./bench.module.css";
import { Photo } from "./Photo";

interface UnitProps {
  unit: BenchUnit;
  /** The one step that moves it on. */
  step: StepButton | undefined;
  pending: boolean;
  onStep: () => void;
  actions: readonly Action[];
}

/** The unit in hand, large: what it is, what is wrong with it, how much time there is, and the next step as one button. */
export function Unit({ unit, step, pending, onStep, actions }: UnitProps) {
  const { record, title } = unit;
  const { values } = record;
  return (
    <section className={styles.unit} aria-label={`手上这台 ${record.number}`}>
      <Photo id={unit.photo} title={title} />
      <div className={styles.what}>
        <p className={styles.number}>
          <Link to={`/cases/${record.id}`}>{record.number}</Link>
          <StateTag label={record.state_label} tone={toneOf(record.state)} />
          {textOf(values.serial_unit_id) === "" ? null : <Link to={`/passport/${textOf(values.serial_unit_id)}`}>保修护照</Link>}
        </p>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.fault}>{textOf(values.fault_text)}</p>
        <KeyValue label="这台的情况" items={factsOf(unit)} />
      </div>
      <div className={styles.step}>
        <Next step={step} state={record.state} pending={pending} onStep={onStep} />
        <ActionBar label="这台可做的其他事" actions={actions} visible={3} />
      </div>
    </section>
  );
}

function Next({ step, state, pending, onStep }: { step: StepButton | undefined; state: string; pending: boolean; onStep: () => void }) {
  if (step === undefined) return <p className={styles.turn}>{state === "diagnosed" ? "等消费者答复报价" : "等客服通知和交付"}</p>;
  const blocked = !step.enabled;
  return (
    <>
      <Button type={blocked ? "default" : "primary"} className={styles.big ?? ""} loading={pending} aria-disabled={blocked} aria-describedby="bench-why" onClick={blocked ? undefined : onStep}>
        {step.label} <kbd>S</kbd>
      </Button>
      <p id="bench-why" className={styles.why}>{blocked ? `不能${step.label}：${step.why ?? "现在不能做"}` : ""}</p>
    </>
  );
}

function factsOf({ record: { values }, days, repaired_before, days_since_last, clocks, parts }: BenchUnit): Fact[] {
  const running = clocks.find(({ stopped_at }) => stopped_at === null);
  const expires = textOf(values.expires);
  const times = repaired_before === null ? "查不到" : `第 ${repaired_before + 1} 次`;
  const again = days_since_last === null ? "" : `，上次修好后 ${days_since_last} 天`;
  const facts: (Fact | null)[] = [
    { label: "费用", value: values.charged === true ? "收费" : "免费" },
    { label: "三包期", value: expires === "" ? "没有期限" : `至 ${expires}${values.in_period === true ? "" : "（已过）"}` },
    { label: "修理次数", value: `${times}${again}` },
    { label: "在修", value: `第 ${days.total} 天${days.parts_not_supplied > 0 ? `，其中缺件 ${days.parts_not_supplied} 天` : ""}` },
    running === undefined ? null : { label: "时限", value: <><LaneBadge lane={running.lane} /> {running.label} <DueText due={running.due_at} /></> },
    textOf(values.exchange_right_since) === "" ? null : { label: "换货权", value: `自 ${textOf(values.exchange_right_since)} 成立` },
    textOf(values.shelf) === "" ? null : { label: "货位", value: textOf(values.shelf) },
    textOf(values.fault_found) === "" ? null : { label: "检测", value: textOf(values.fault_found) },
    parts.length === 0 ? null : { label: "配件", value: parts.map((part) => `${textOf(part.values.name)} ${part.state_label}`).join("，") },
  ];
  return facts.filter((fact) => fact !== null);
}

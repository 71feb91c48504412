import { Button } from "antd";
import { useState } from "react";
import type { Button as StepButton, ClockView } from "@/bridge";
import { DueText, LaneBadge, dueWords } from "@/shared/deadline";
import look from "@/shared/look.module.css";
import { StepDialog } from "@/shared/record";
import { useNow } from "@/shared/time";
import styles from "./clocks.module.css";
import { Former } from "./Former";
import { inLanes, shareGone, type Limit } from "./limits";

interface ClocksProps {
  clocks: readonly ClockView[];
  /** 延期, when this person may. */
  extend: StepButton | undefined;
  /** Keeps what is typed under this name. */
  draft: string;
  onExtend: (input: Record<string, unknown>) => Promise<unknown>;
}

/** The limits of a case in three lanes, as thin bars: what happens at zero, what each rests on, what was put off and why. */
export function Clocks({ clocks, extend, draft, onExtend }: ClocksProps) {
  const [asking, setAsking] = useState<ClockView | null>(null);
  const { running, stopped } = inLanes(clocks);
  const begin = extend === undefined ? undefined : setAsking;
  // Which limit is put off is known from where it was pressed.
  const asked = extend === undefined || asking === null ? null : { ...extend, asks: extend.asks.filter(({ name }) => name !== "clock") };
  return (
    <>
      {running.length === 0 ? <p className={look.quiet}>没有时限在走。</p> : null}
      {running.map(({ lane, limits }) => (
        <div key={lane} role="group" aria-labelledby={`lane-${lane}`} className={styles.lane}>
          <p id={`lane-${lane}`} className={styles.laneName}><LaneBadge lane={lane} words /></p>
          <ul className={styles.limits}>{limits.map((limit) => <Running key={keyOf(limit)} limit={limit} onExtend={begin} />)}</ul>
        </div>
      ))}
      <Stopped limits={stopped} />
      <StepDialog
        button={asked}
        on={`“${asking?.label ?? ""}”`}
        draft={`${draft}/${asking?.code ?? ""}`}
        onSubmit={(typed) => onExtend({ ...typed, clock: asking?.code ?? "" })}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

const keyOf = ({ clock }: Limit) => `${clock.code} ${clock.started_at}`;

const FILLS: Readonly<Record<string, string | undefined>> = { late: styles.late, broken: styles.late, today: styles.today };

function Running({ limit, onExtend }: { limit: Limit; onExtend: ((clock: ClockView) => void) | undefined }) {
  const { clock, former } = limit;
  const now = useNow();
  const share = shareGone(clock, now.getTime());
  const tone = dueWords({ due: clock.due_at }, now)?.tone ?? "";
  return (
    <li>
      <div className={styles.head}>
        <span>{clock.label}{former.length > 0 ? "（已延期）" : ""}</span>
        <DueText due={clock.due_at} />
      </div>
      <div className={styles.meter} role="img" aria-label={`已用去 ${Math.round(share * 100)}%`}>
        <div className={`${styles.fill} ${FILLS[tone] ?? ""}`} style={{ width: `${share * 100}%` }} />
      </div>
      <div className={styles.foot}>
        <p className={look.quiet}>到零：{clock.at_zero} · {clock.clause}</p>
        {clock.lane === "promise" && onExtend !== undefined ? <Button size="small" aria-label={`延期 ${clock.label}`} onClick={() => onExtend(clock)}>延期…</Button> : null}
      </div>
      <Former limit={limit} />
    </li>
  );
}

function Stopped({ limits }: { limits: readonly Limit[] }) {
  if (limits.length === 0) return null;
  const late = limits.filter(({ clock, former }) => [clock, ...former].some((one) => one.late)).length;
  return (
    <details className={styles.stopped}>
      <summary>已停 {limits.length} 个{late === 0 ? "" : `，其中超时 ${late} 个`}</summary>
      <ul className={styles.limits}>
        {limits.map((limit) => (
          <li key={keyOf(limit)}>
            <div className={styles.head}><span><LaneBadge lane={limit.clock.lane} /> {limit.clock.label}</span><DueText due={limit.clock.due_at} met={limit.clock.stopped_at} /></div>
            <p className={look.quiet}>{limit.clock.clause}</p>
            <Former limit={limit} />
          </li>
        ))}
      </ul>
    </details>
  );
}

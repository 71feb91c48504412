import { Button } from "antd";
import { usePerform, type Verdict } from "@/bridge";
import { ErrorNote, Progress } from "@/shared/feedback";
import { stopJob, useJob } from "@/shared/job";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { DateText } from "@/shared/time";
import styles from "./ledger.module.css";
import { partsOf } from "./parts";

const JOB = "verify";

/** The check of the whole ledger, its verdict, and what the check cannot prove. */
export function Verify() {
  const { perform, pending, waiting, error, done } = usePerform("ledger.verify");
  const percent = useJob(JOB, pending);
  const stopped = error?.code === "cancelled";
  return (
    <Card title="核验" extra={<Button type="primary" loading={pending} onClick={() => void perform({ job: JOB }).catch(() => undefined)}>核验</Button>}>
      <Progress waiting={waiting} label="正在逐条核对指纹、重放台账、比对各表和通知书原件" done={percent} total={100} onCancel={() => stopJob(JOB)} />
      {stopped ? <p role="status">{error.message}</p> : null}
      {error === null || stopped ? null : <ErrorNote error={error} />}
      {done === undefined ? <p className={look.quiet}>逐条核对指纹，把台账从头重放一遍，再与各表和通知书原件比对。</p> : <Told verdict={done} />}
    </Card>
  );
}

function Told({ verdict }: { verdict: Verdict }) {
  return (
    <div role="status">
      <p className={verdict.sound ? styles.sound : styles.unsound}>
        <span aria-hidden="true">{verdict.sound ? "✓" : "✗"}</span> {verdict.headline}
      </p>
      {verdict.findings.length === 0 ? null : <ul className={styles.findings}>{verdict.findings.map((finding) => <li key={finding}>{finding}</li>)}</ul>}
      <table className={styles.parts} aria-label="核验的各部分">
        <tbody>
          {partsOf(verdict).map(({ name, good, words }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={good ? undefined : styles.unsound}>{good ? "✓" : "✗"} {words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Unproven verdict={verdict} />
    </div>
  );
}

function Unproven({ verdict: { details } }: { verdict: Verdict }) {
  return (
    <p className={look.quiet}>
      没有证明的：
      {details.anchored_up_to === null
        ? "还没有把指纹存放到这台电脑以外，所以证明不了整个文件没有被换成另一套前后一致的文件；"
        : `${details.anchored_up_to}之后的 ${details.unanchored} 条还没有在别处留底；之前的部分，以手里的纸或备份核对为准；`}
      {details.anchored_up_to === null || details.unanchored_since === null ? null : <>未留底的从 <DateText value={details.unanchored_since} /> 开始；</>}
      也证明不了当初录入的内容是真实的。
    </p>
  );
}

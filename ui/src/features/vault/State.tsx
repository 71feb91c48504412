import { Button } from "antd";
import { usePerform, type BackupsView } from "@/bridge";
import { ErrorNote, Progress } from "@/shared/feedback";
import { stopJob, useJob } from "@/shared/job";
import { Card } from "@/shared/layout";
import { FreeReserve } from "./FreeReserve";
import styles from "./vault.module.css";

const JOB = "by-hand";

/** The last backup in a sentence, and the button for the next. */
export function State({ view, onDone }: { view: BackupsView; onDone: () => void }) {
  const { perform, pending, waiting, error, done } = usePerform("backups.make");
  const percent = useJob(JOB, pending);
  const make = () => void perform({ job: JOB }).then(onDone, onDone);
  const stopped = error?.code === "cancelled";
  return (
    <Card title="最近的备份" extra={<Button type="primary" loading={pending} onClick={make}>立即备份</Button>}>
      <p role="status" className={view.good ? styles.good : styles.bad}>
        <span aria-hidden="true">{view.good ? "✓" : "!"}</span> {view.words}
      </p>
      {view.failed === null || error !== null ? null : <p className={styles.failed}>上一次没有做成：{view.failed}</p>}
      <FreeReserve />
      <Progress waiting={waiting} label={percent < 60 ? "正在备份" : "正在恢复一遍核对"} done={percent} total={100} onCancel={() => stopJob(JOB)} />
      {stopped ? <p role="status">已取消，原有的备份没有变。</p> : null}
      {error === null || stopped ? null : <ErrorNote error={error} safe="原有的备份没有变。" />}
      {done === undefined || pending || error !== null ? null : <p role="status">✓ 已备份到 {done.name}，恢复一遍核对相符。{done.second}</p>}
    </Card>
  );
}

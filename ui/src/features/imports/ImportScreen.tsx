import { Button } from "antd";
import { useWaiting } from "@/bridge";
import { ErrorNote, Progress } from "@/shared/feedback";
import { useJob } from "@/shared/job";
import { PageHeader } from "@/shared/layout";
import { Batches } from "./Batches";
import { DropZone } from "./DropZone";
import { FileCard } from "./FileCard";
import styles from "./imports.module.css";
import { ResultCard } from "./ResultCard";
import { useImport } from "./useImport";

/** 导入: drop, see what it is, try, import, take back. */
export function ImportScreen() {
  const work = useImport();
  const { stage, given, tried, imported } = work;
  const writing = stage === "running" || stage === "trying";
  const rowsDone = useJob(work.job, writing);
  const waiting = useWaiting(writing || stage === "opening");
  const more = work.waitingFiles > 0;
  return (
    <>
      <PageHeader title="导入" subtitle="平台导出的订单和售后文件，认平台、认编码，先看再导，导错了整批撤销。" />
      <div className={styles.page}>
        <DropZone onFiles={work.add} waiting={work.waitingFiles} small={given !== null} />
        {work.error === null ? null : <ErrorNote error={work.error} safe="没有导入任何内容。" />}
        {stage === "idle" && more ? <div><Button onClick={work.next}>继续下一个文件</Button></div> : null}
        {stage === "opening" ? <Progress waiting={waiting} label="正在读取文件" {...(given === null ? { onCancel: work.cancel } : {})} /> : null}
        {writing && given !== null ? (
          <Progress waiting={waiting} label={stage === "trying" ? "正在试导入" : "正在导入"} done={rowsDone} total={given.file.rows} onCancel={work.cancel} />
        ) : null}
        {tried !== null && imported === null && given !== null ? <ResultCard tried fileName={given.file.name} result={tried} /> : null}
        {given === null || imported !== null ? null : (
          <FileCard key={given.file.token} file={given.file} look={given.look} busy={stage !== "ready"} onLook={work.look} onRun={work.run} onSkip={work.next} />
        )}
        {imported === null || given === null ? null : (
          <ResultCard
            fileName={given.file.name}
            result={imported}
            undone={work.undone}
            onUndo={work.undo}
            onNext={{ label: more ? "下一个文件" : "好了", run: work.next }}
          />
        )}
        <Batches />
      </div>
    </>
  );
}

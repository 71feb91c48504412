import { Button } from "antd";
import { useState } from "react";
import { call, useWaiting, type BackupFile, type RestoreDone } from "@/bridge";
import { useJob } from "@/shared/job";
import { Progress } from "@/shared/feedback";
import look from "@/shared/look.module.css";
import { ChooseBackup } from "./ChooseBackup";
import styles from "./vault.module.css";

const JOB = "first-restore";

interface FirstRestoreProps {
  /** A shop that does not open stands here: it is kept under another name. */
  replaces: boolean;
  onRestored: () => void;
  onCancel: () => void;
}

/** On a computer without a shop, or with one that does not open: the shop comes out of a backup. */
export function FirstRestore({ replaces, onRestored, onCancel }: FirstRestoreProps) {
  const [done, setDone] = useState<RestoreDone | null>(null);
  const [busy, setBusy] = useState(false);
  const waiting = useWaiting(busy);
  const percent = useJob(JOB, busy);
  const restore = async (file: BackupFile, code: string) => {
    setBusy(true);
    setDone(await call("restore.begin", { file, code, job: JOB }).finally(() => setBusy(false)));
  };
  if (done !== null) {
    return (
      <div role="status" className={styles.confirm}>
        <p className={styles.good}><span aria-hidden="true">✓</span> 店铺恢复好了，核对相符。请用原来的登录名和密码登录。</p>
        {done.replaced === null ? null : <p>打不开的旧数据改名为 <code>{done.replaced}</code>，没有删。</p>}
        <div className={styles.actions}><Button type="primary" onClick={onRestored}>去登录</Button></div>
      </div>
    );
  }
  return (
    <>
      <p className={look.quiet}>选备份文件，输入恢复凭条上的恢复码。{replaces ? "打不开的旧数据不会删，改名后留着。" : "恢复好了就是原来的店，人员和密码都在。"}</p>
      <ChooseBackup submit="恢复店铺" onChosen={restore} onCancel={onCancel} />
      <Progress waiting={waiting} label="正在恢复并核对" done={percent} total={100} />
    </>
  );
}

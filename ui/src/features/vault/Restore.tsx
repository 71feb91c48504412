import { Button, Modal } from "antd";
import { useState } from "react";
import { call, useWaiting, type BackupFile, type BackupItem, type RestoreDone, type RestorePreview } from "@/bridge";
import { Progress } from "@/shared/feedback";
import { focusDialogForm, FormFromFields, type FieldDeclaration } from "@/shared/form";
import { stopJob, useJob } from "@/shared/job";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { useSession } from "@/shared/session";
import { ChooseBackup } from "./ChooseBackup";
import { Compare } from "./Compare";
import styles from "./vault.module.css";

const JOB = "restore";
const NAME: readonly FieldDeclaration[] = [{ name: "name", label: "店铺名称", type: "text", required: true, help: "照现在的店名输入，确认要换的是这家店" }];

type Stage = { at: "choose" } | { at: "compare"; preview: RestorePreview } | { at: "confirm"; preview: RestorePreview } | { at: "done"; done: RestoreDone };
const TITLES = { choose: "恢复（1/3）选备份", compare: "恢复（2/3）看差别", confirm: "恢复（3/3）确认", done: "已恢复" } as const;

/** The way back, in three steps; nothing changes before the last. */
export function Restore({ items }: { items: BackupItem[] }) {
  const { shop, refresh } = useSession();
  const [stage, setStage] = useState<Stage | null>(null);
  const close = () => {
    // What was restored beside the shop is thrown away.
    if (stage?.at !== "done") void call("restore.forget", {}).catch(() => undefined);
    if (stage?.at === "done") refresh();
    setStage(null);
  };
  return (
    <Card title="恢复" extra={<Button onClick={() => setStage({ at: "choose" })}>从备份恢复…</Button>}>
      <p className={look.quiet}>
        先在旁边恢复一份，看清差别再换；现在的数据不会删，改名后留 30 天。{items.length === 0 ? "还没有自己的备份，也可以选别处的备份文件。" : ""}
      </p>
      <Modal open={stage !== null} title={stage === null ? "" : TITLES[stage.at]} onCancel={close} afterOpenChange={focusDialogForm} footer={null} width={640} mask={{ closable: false }} destroyOnHidden>
        {stage === null ? null : <StageView {...{ items, stage, setStage, close }} shop={shop.shop ?? ""} />}
      </Modal>
    </Card>
  );
}

interface StageProps {
  items: BackupItem[];
  stage: Stage;
  setStage: (stage: Stage) => void;
  close: () => void;
  shop: string;
}

function StageView({ items, stage, setStage, close, shop }: StageProps) {
  const [busy, setBusy] = useState(false);
  const waiting = useWaiting(busy);
  const percent = useJob(JOB, busy);
  const during = async <T,>(work: Promise<T>) => {
    setBusy(true);
    return await work.finally(() => setBusy(false));
  };
  const inspect = async (file: BackupFile, code: string) =>
    setStage({ at: "compare", preview: await during(call("restore.inspect", { file, code, job: JOB })) });
  const swap = async (name: string) => setStage({ at: "done", done: await during(call("restore.swap", { name })) });
  return (
    <>
      {stage.at === "choose" ? <ChooseBackup items={items} submit="恢复一份来看" onChosen={inspect} onCancel={close} /> : null}
      {stage.at === "compare" ? <Compare preview={stage.preview} onNext={() => setStage({ at: "confirm", preview: stage.preview })} onCancel={close} /> : null}
      {stage.at === "confirm" ? (
        <div className={styles.confirm}>
          <p className={styles.bad}>
            <span aria-hidden="true">!</span> 确认后，“{shop}”换成这份备份里的数据，{stage.preview.lost} 条台账不再在店里；大家都要重新登录。
          </p>
          <FormFromFields fields={NAME} submit="换成备份里的数据" focus="name" onSubmit={({ name }) => swap(String(name))} onCancel={close} destructive />
        </div>
      ) : null}
      {stage.at === "done" ? <Done done={stage.done} onClose={close} /> : null}
      <Progress waiting={waiting} label={stage.at === "choose" ? "正在旁边恢复一份并核对" : "正在换"} {...(stage.at === "choose" ? { done: percent, total: 100, onCancel: () => stopJob(JOB) } : {})} />
    </>
  );
}

function Done({ done, onClose }: { done: RestoreDone; onClose: () => void }) {
  return (
    <div role="status" className={styles.confirm}>
      <p className={styles.good}><span aria-hidden="true">✓</span> 已换成备份里的数据，台账里记下了这次恢复。</p>
      {done.replaced === null ? null : <p>原来的数据改名为 <code>{done.replaced}</code>，留 30 天。</p>}
      {done.erased_again === 0 ? null : <p>备份之后删除过个人信息的 {done.erased_again} 位消费者，已再次删除。</p>}
      <p>这家店现在用这份备份那时的恢复码。请重新登录。</p>
      <div className={styles.actions}><Button type="primary" onClick={onClose}>去登录</Button></div>
    </div>
  );
}

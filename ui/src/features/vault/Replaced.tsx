import { Button, Modal } from "antd";
import { useState } from "react";
import { call, type BackupsView, type ReplacedFolder } from "@/bridge";
import { ConfirmStep } from "./ConfirmStep";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { DateText } from "@/shared/time";
import styles from "./vault.module.css";

/** What a restore replaced: kept for thirty days, removed only by the owner. */
export function Replaced({ view, onChanged }: { view: BackupsView; onChanged: () => void }) {
  const [open, setOpen] = useState<ReplacedFolder | null>(null);
  const remove = async ({ name }: ReplacedFolder) => {
    await call("backups.remove_replaced", { name });
    setOpen(null);
    onChanged();
  };
  return (
    <Card title="被替换的旧数据">
      <ul className={styles.replaced}>
        {view.replaced.map((folder) => (
          <li key={folder.name}>
            <code>{folder.name}</code> <DateText value={folder.since} />
            {folder.removable && view.may_change
              ? <Button size="small" danger onClick={() => setOpen(folder)}>删除…</Button>
              : <span className={look.quiet}>留满 30 天后可以删除</span>}
          </li>
        ))}
      </ul>
      <Modal open={open !== null} title="删除被替换的旧数据" onCancel={() => setOpen(null)} footer={null} width={480} destroyOnHidden>
        {open === null ? null : (
          <ConfirmStep words={`${open.name} 会从这台电脑上删掉，不能撤回。`} confirm="删除" onConfirm={() => remove(open)} onClose={() => setOpen(null)} />
        )}
      </Modal>
    </Card>
  );
}

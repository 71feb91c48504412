import { useOperation, type BackupsView } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { PageHeader } from "@/shared/layout";
import { BackupList } from "./BackupList";
import { Places } from "./Places";
import { Replaced } from "./Replaced";
import { Restore } from "./Restore";
import { State } from "./State";
import styles from "./vault.module.css";

const MINUTE_MS = 60_000;

/** 备份与恢复: the last backup, where they go, the way back. */
export function VaultScreen() {
  const backups = useOperation("backups.list", {}, { kinds: ["backups"], every: MINUTE_MS });
  return (
    <>
      <PageHeader title="备份与恢复" subtitle="备份加了密，只有恢复凭条上的恢复码能打开；每一份都恢复过一遍、核对相符才算数。" />
      {backups.error === null ? null : <ErrorNote error={backups.error} safe="备份文件都在原处。" onRetry={() => void backups.refetch()} />}
      {backups.data === undefined ? null : <Parts view={backups.data} refresh={() => void backups.refetch()} />}
    </>
  );
}

function Parts({ view, refresh }: { view: BackupsView; refresh: () => void }) {
  return (
    <div className={styles.parts}>
      <State view={view} onDone={refresh} />
      <BackupList items={view.items} />
      <Places view={view} onChanged={refresh} />
      {view.may_change ? <Restore items={view.items} /> : null}
      {view.replaced.length === 0 ? null : <Replaced view={view} onChanged={refresh} />}
    </div>
  );
}

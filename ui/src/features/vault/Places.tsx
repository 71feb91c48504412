import { Button, Switch } from "antd";
import { useId } from "react";
import { pickFolder, usePerform, type BackupSettings, type BackupsView } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import styles from "./vault.module.css";

/** Where backups go. The folder is picked in the system's own dialog; only the owner changes it. */
export function Places({ view, onChanged }: { view: BackupsView; onChanged: () => void }) {
  const { perform, pending, error } = usePerform("backups.settings");
  const change = (settings: BackupSettings) => void perform(settings).then(onChanged, () => undefined);
  const pick = (name: "folder" | "second") => void pickFolder().then(({ token }) => token === null || change({ [name]: token }), () => undefined);
  const can = view.may_change && !pending;
  return (
    <Card title="放在哪里">
      <Place label="备份文件夹" path={view.folder} words={view.folder_chosen ? "" : "没有另选时，放在店铺文件夹旁边"}>
        <Button disabled={!can} onClick={() => pick("folder")}>选文件夹…</Button>
        {view.folder_chosen ? <Button disabled={!can} onClick={() => change({ folder: "" })}>放回默认位置</Button> : null}
      </Place>
      <Place label="第二个位置" path={view.second ?? "没有"} words={second(view)}>
        <Button disabled={!can} onClick={() => pick("second")}>选 U 盘或网盘文件夹…</Button>
        {view.second === null ? null : <Button disabled={!can} onClick={() => change({ second: "" })}>不要第二份</Button>}
      </Place>
      <Daily checked={view.daily} disabled={!can} onChange={(daily) => change({ daily })} />
      {view.may_change ? null : <p className={look.quiet}>位置由店主决定。</p>}
      {error === null ? null : <ErrorNote error={error} safe="位置没有改。" />}
    </Card>
  );
}

function second({ second: place, second_there }: BackupsView): string {
  if (place === null) return "电脑坏了、丢了，只有电脑外的那份还在：请选一个 U 盘或另一台电脑上的文件夹";
  return second_there ? "接着，每次备份都会存一份" : "现在没有接上，接上后再备份一次";
}

function Place({ label, path, words, children }: { label: string; path: string; words: string; children: React.ReactNode }) {
  return (
    <div role="group" aria-label={label} className={styles.place}>
      <span className={styles.placeLabel}>{label}</span>
      <span className={styles.placePath}>
        <code>{path}</code>
        {words === "" ? null : <span className={look.quiet}>{words}</span>}
      </span>
      <span className={styles.placeActions}>{children}</span>
    </div>
  );
}

function Daily({ checked, disabled, onChange }: { checked: boolean; disabled: boolean; onChange: (daily: boolean) => void }) {
  const id = useId();
  return (
    <div className={styles.place}>
      <label className={styles.placeLabel} htmlFor={id}>每天自动备份</label>
      <span className={look.quiet}>每天第一次打开时做一份，不耽误干活；留最近 7 天、4 周、12 个月的</span>
      <span className={styles.placeActions}><Switch id={id} checked={checked} disabled={disabled} onChange={onChange} /></span>
    </div>
  );
}

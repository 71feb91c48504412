import { Button, Select } from "antd";
import { useState } from "react";
import { CallError, pickBackup, type BackupFile, type BackupItem } from "@/bridge";
import { CODE_HELP, tidyCode } from "@/features/session";
import { sizeText } from "@/shared/attachments";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { formatDate } from "@/shared/time";
import styles from "./vault.module.css";

const CODE: readonly FieldDeclaration[] = [
  { name: "code", label: "恢复码", type: "text", required: true, help: `${CODE_HELP}。要用做这份备份时的那张凭条` },
];

interface Chosen {
  file: BackupFile;
  name: string;
}

interface ChooseBackupProps {
  /** Those of the list, newest first; the newest is chosen to begin with. */
  items?: readonly BackupItem[];
  /** The verb on the button. */
  submit: string;
  onChosen: (file: BackupFile, code: string) => Promise<unknown>;
  onCancel?: () => void;
}

/** A backup, of the list or picked in the system's dialog, and the code that opens it. */
export function ChooseBackup({ items = [], submit, onChosen, onCancel }: ChooseBackupProps) {
  const listed = items.filter(({ there }) => there);
  const [chosen, setChosen] = useState<Chosen | null>(listed[0] === undefined ? null : ofList(listed[0].name));
  const pick = () => void pickBackup().then(({ token, name }) => token === null || setChosen({ file: { token }, name }), () => undefined);
  const send = async (code: string) => {
    if (chosen === null) throw new CallError({ code: "bad_input", message: "请先选择备份文件", retryable: false, trace_id: "" });
    await onChosen(chosen.file, tidyCode(code));
  };
  return (
    <div className={styles.choose}>
      <div role="group" aria-label="备份文件" className={styles.file}>
        {listed.length === 0 ? null : (
          <Select
            aria-label="列表里的备份"
            className={styles.listed ?? ""}
            value={chosen?.file.name ?? null}
            placeholder="列表里的备份"
            options={listed.map((item) => ({ value: item.name, label: `${formatDate(item.made_at)} 的备份，${sizeText(item.bytes)}${item.verified ? "" : "，没有核对"}` }))}
            onChange={(name: string) => setChosen(ofList(name))}
          />
        )}
        <Button onClick={pick}>{listed.length === 0 ? "选择备份文件…" : "选别处的备份文件…"}</Button>
        <span role="status" className={styles.path}>{chosen === null ? "还没有选" : chosen.name}</span>
      </div>
      <FormFromFields fields={CODE} submit={submit} focus="code" onSubmit={({ code }) => send(String(code))} {...(onCancel === undefined ? {} : { onCancel })} />
    </div>
  );
}

const ofList = (name: string): Chosen => ({ file: { name }, name });

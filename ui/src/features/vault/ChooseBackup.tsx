import { Button } from "antd";
import { useState } from "react";
import { CallError, pickBackup, type BackupFile } from "@/bridge";
import { CODE_HELP, tidyCode } from "@/features/session";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import styles from "./vault.module.css";

const CODE: readonly FieldDeclaration[] = [
  { name: "code", label: "恢复码", type: "text", required: true, help: `${CODE_HELP}。要用做这份备份时的那张凭条` },
];

interface ChooseBackupProps {
  /** The verb on the button. */
  submit: string;
  onChosen: (file: BackupFile, code: string) => Promise<unknown>;
  onCancel?: () => void;
}

/** A backup file, picked in the system's dialog, and the code that opens it. */
export function ChooseBackup({ submit, onChosen, onCancel }: ChooseBackupProps) {
  const [picked, setPicked] = useState<{ token: string; name: string } | null>(null);
  const pick = () => void pickBackup().then(({ token, name }) => token === null || setPicked({ token, name }), () => undefined);
  const send = async (code: string) => {
    if (picked === null) throw new CallError({ code: "bad_input", message: "请先选择备份文件", retryable: false, trace_id: "" });
    await onChosen({ token: picked.token }, tidyCode(code));
  };
  return (
    <div className={styles.choose}>
      <div role="group" aria-label="备份文件" className={styles.file}>
        <Button onClick={pick}>选择备份文件…</Button>
        <span role="status">{picked === null ? "还没有选" : picked.name}</span>
      </div>
      <FormFromFields fields={CODE} submit={submit} onSubmit={({ code }) => send(String(code))} {...(onCancel === undefined ? {} : { onCancel })} />
    </div>
  );
}

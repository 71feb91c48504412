import { Button, Modal } from "antd";
import { useState } from "react";
import { call, toCallError, type CaseRow } from "@/bridge";
import { focusDialogForm, RefSelect } from "@/shared/form";
import { lookupRecords } from "@/shared/record";
import styles from "./cases.module.css";

interface AssignDialogProps {
  rows: readonly CaseRow[];
  onClose: () => void;
}

interface Outcome {
  done: number;
  /** Number and the words of the refusal. */
  refused: [string, string][];
}

/** Hands several cases over, each by its own rules; those that were refused are named with the reason. */
export function AssignDialog({ rows, onClose }: AssignDialogProps) {
  return (
    <Modal
      open={rows.length > 0}
      title={`转交 ${rows.length} 件`}
      onCancel={onClose}
      afterOpenChange={focusDialogForm}
      footer={null}
      destroyOnHidden
      width={520}
    >
      <AssignForm rows={rows} onClose={onClose} />
    </Modal>
  );
}

function AssignForm({ rows, onClose }: AssignDialogProps) {
  const [to, setTo] = useState("");
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const run = async () => {
    setPending(true);
    const result: Outcome = { done: 0, refused: [] };
    for (const row of rows) {
      const refusal = await assign(row, to);
      if (refusal === null) result.done += 1;
      else result.refused.push([row.number, refusal]);
    }
    setPending(false);
    if (result.refused.length === 0) onClose();
    else setOutcome(result);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to !== "" && !pending) void run();
      }}
    >
      <label htmlFor="assign-to">交给谁</label>
      <RefSelect id="assign-to" kind="account" value={to} onChange={setTo} lookup={lookupRecords} status="" />
      {outcome === null ? null : (
        <div role="alert" className={styles.refused}>
          <p>已转交 {outcome.done} 件，{outcome.refused.length} 件没有转交：</p>
          <ul>{outcome.refused.map(([number, why]) => <li key={number}>{number}：{why}</li>)}</ul>
        </div>
      )}
      <div className={styles.formButtons}>
        <Button onClick={onClose}>{outcome === null ? "取消" : "关闭"}</Button>
        {outcome === null ? <Button type="primary" htmlType="submit" disabled={to === ""} loading={pending}>转交</Button> : null}
      </div>
    </form>
  );
}

/** The words of the refusal; null when it was done. */
async function assign(row: CaseRow, owner: string): Promise<string | null> {
  try {
    await call("records.do", { kind: row.kind, id: row.id, event: "assign", input: { owner }, version: null });
    return null;
  } catch (thrown) {
    return toCallError(thrown).message;
  }
}

import { Button } from "antd";
import type { ReactNode } from "react";
import { useOperation, type RecordView } from "@/bridge";
import { pressable } from "@/features/records";
import { ErrorNote } from "@/shared/feedback";
import { useSteps } from "@/shared/record";
import styles from "./complaints.module.css";

interface PartProps {
  kind: string;
  id: string;
  children: (record: RecordView) => ReactNode;
}

/** A part of a complaint with the steps that this person may take on it. */
export function Part({ kind, id, children }: PartProps) {
  const { data, error, refetch } = useOperation("records.show", { kind, id }, { kinds: [kind, "complaint", "account"] });
  if (data === undefined) return error === null ? <p role="status">正在打开…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {children(data)}
      <Steps record={data} reload={async () => (await refetch()).data} />
    </>
  );
}

function Steps({ record, reload }: { record: RecordView; reload: () => Promise<RecordView | undefined> }) {
  const { actions, dialog, error, said } = useSteps({ ...record, buttons: pressable(record.kind, record.buttons) }, { prefill: true, reload });
  // A step that cannot be taken on a part says why on the case itself.
  const possible = actions.filter(({ disabledReason }) => disabledReason === undefined);
  return (
    <>
      <span role="status" className="visually-hidden">{said}</span>
      {error === null ? null : <ErrorNote error={error} />}
      {possible.length === 0 ? null : (
        <div role="group" aria-label={`${record.kind_label}可做的事`} className={styles.steps}>
          {possible.map(({ id, label, run, pending, destructive }) => (
            <Button key={id} size="small" loading={pending === true} danger={destructive === true} onClick={run}>{label}</Button>
          ))}
        </div>
      )}
      {dialog}
    </>
  );
}

import { Button } from "antd";
import { useRef, useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import type { CaseFilter, CaseRow } from "@/bridge";
import { LabelDialog } from "@/features/papers";
import { DataTable, type RowHandle } from "@/shared/DataTable";
import { ErrorNote } from "@/shared/feedback";
import { caseHref } from "@/shared/record";
import { BulkDialog } from "./bulk/BulkDialog";
import { COLUMNS } from "./columns";
import { Misses } from "./Misses";
import styles from "./queue.module.css";
import { RowWork } from "./row/RowWork";
import { useRowKeys, type Wanted } from "./row/useRowKeys";
import { useCaseKinds } from "./useCaseKinds";
import { useCaseList } from "./useCaseList";

export interface CaseTableProps {
  /** The name of the list: 我的队列. */
  label: string;
  /** Remembers the chosen columns under this name. */
  name: string;
  filter: CaseFilter;
  /** What stands there when nothing fits. */
  empty: ReactNode;
  /** All there are, when it is known. */
  total?: number | undefined;
  /** At the left above the table while nothing is ticked. */
  toolbar?: ReactNode;
}

/** Cases in one table. Keys act on the row in hand, or on all that are ticked, without leaving the list. */
export function CaseTable({ label, name, filter, empty, total, toolbar }: CaseTableProps) {
  const navigate = useNavigate();
  const { watched } = useCaseKinds();
  const list = useCaseList(filter, watched);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [activeId, setActiveId] = useState<string | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const table = useRef<RowHandle>(null);
  const shown = list.rows.filter((row) => ticked.has(row.id));
  const active = list.rows.find((row) => row.id === activeId) ?? null;
  useRowKeys({ active, ticked: shown, want: setWanted });
  const finished = () => setTicked(new Set());
  const close = () => setWanted(null);
  return (
    <div className={styles.queue}>
      {list.error === null ? null : <ErrorNote error={list.error} safe="记录都在。" onRetry={list.again} />}
      <Misses numbers={list.misses} />
      <DataTable
        label={label}
        name={name}
        primary
        columns={COLUMNS}
        rows={list.rows}
        rowId={(row) => row.id}
        loading={list.loading}
        empty={empty}
        {...(total === undefined ? {} : { total })}
        more={list.more}
        onOpen={(row) => void navigate(caseHref(row.id))}
        onActive={(row) => setActiveId(row.id)}
        selection={{ ids: new Set(shown.map(({ id }) => id)), onChange: setTicked }}
        handle={table}
        toolbar={shown.length === 0 ? toolbar : <Selected rows={shown} want={setWanted} />}
      />
      <RowWork wanted={wanted?.on === "row" ? wanted : null} onClose={close} onNext={() => table.current?.next()} />
      <BulkDialog rows={wanted?.on === "bulk" ? wanted.rows : []} event={wanted?.on === "bulk" ? wanted.event : null} onClose={close} onDone={finished} />
      <Labels rows={wanted?.on === "label" ? wanted.rows : []} onClose={close} />
    </div>
  );
}

function Labels({ rows, onClose }: { rows: readonly CaseRow[]; onClose: () => void }) {
  const of = rows.length === 1 ? (rows[0]?.number ?? "") : `${rows.length}件`;
  return <LabelDialog open={rows.length > 0} items={rows.map(({ kind, id }) => ({ kind, id }))} of={of} onClose={onClose} />;
}

/** What can be done with the ticked rows. */
function Selected({ rows, want }: { rows: readonly CaseRow[]; want: (wanted: Wanted) => void }) {
  return (
    <div className={styles.selected} role="group" aria-label="勾选的售后单">
      <Button size="small" type="primary" onClick={() => want({ on: "bulk", rows, event: null })}>成批办理 {rows.length} 件…</Button>
      <Button size="small" onClick={() => want({ on: "bulk", rows, event: "assign" })}>转交… <kbd>A</kbd></Button>
      <Button size="small" onClick={() => want({ on: "label", rows })}>打标签… <kbd>L</kbd></Button>
    </div>
  );
}

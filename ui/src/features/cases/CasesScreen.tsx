import { Button } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useOperation, useOperationPages, type CaseRow } from "@/bridge";
import { DataTable } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { useKeys } from "@/shared/keys";
import { PageHeader } from "@/shared/layout";
import { useNow } from "@/shared/time";
import { AssignDialog } from "./AssignDialog";
import { COLUMNS } from "./columns";
import { askedFor, readFilter, writeFilter, type ListFilter } from "./filter";
import { FilterBar } from "./FilterBar";
import styles from "./cases.module.css";
import { CASE_KINDS } from "./kinds";

/** 售后单: one list of every case, nearest limit first. */
export function CasesScreen() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const filter = readFilter(search);
  const now = useNow();
  // Held while the filter stands, so that the pages already loaded stay.
  const [asOf, setAsOf] = useState(() => now.toISOString());
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<CaseRow | null>(null);
  const [assigning, setAssigning] = useState<readonly CaseRow[]>([]);
  const counts = useOperation("cases.counts", {}, { kinds: CASE_KINDS });
  const pages = useOperationPages("cases.list", askedFor(filter, asOf), {
    kinds: CASE_KINDS,
    next: (page) => page.after,
    after: (input, after) => ({ ...input, after }),
    keepFormer: true,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const change = (next: ListFilter) => {
    setAsOf(new Date().toISOString());
    setTicked(new Set());
    setSearch(writeFilter(next), { replace: true });
  };
  const create = () => void navigate("/cases/new");
  const open = (row: CaseRow) => void navigate(`/cases/${row.id}`);
  const assign = () => {
    const chosen = rows.filter((row) => ticked.has(row.id));
    setAssigning(chosen.length > 0 ? chosen : active === null ? [] : [active]);
  };
  useKeys([
    { chord: "c", label: "登记售后单", group: "售后单", run: create },
    { chord: "a", label: "转交", group: "售后单", run: assign },
  ]);
  return (
    <div className={styles.screen}>
      <PageHeader title="售后单" actions={<Button type="primary" onClick={create}>登记售后单 <kbd>C</kbd></Button>} />
      <FilterBar filter={filter} counts={counts.data ?? []} onChange={change} />
      {pages.error === null ? null : <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      <DataTable
        label="售后单"
        name="cases"
        primary
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        loading={pages.isPending}
        onOpen={open}
        onActive={setActive}
        selection={{ ids: ticked, onChange: setTicked }}
        more={{ available: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
        toolbar={ticked.size === 0 ? undefined : <Button size="small" onClick={assign}>转交 {ticked.size} 件…</Button>}
        empty={<Nothing filter={filter} anyCase={(counts.data ?? []).length > 0} onClear={() => change(readFilter(new URLSearchParams("which=all")))} onImport={() => void navigate("/imports")} />}
      />
      <AssignDialog
        rows={assigning}
        onClose={() => {
          setAssigning([]);
          setTicked(new Set());
        }}
      />
    </div>
  );
}

function Nothing({ filter, anyCase, onClear, onImport }: { filter: ListFilter; anyCase: boolean; onClear: () => void; onImport: () => void }) {
  if (!anyCase) {
    return <EmptyState title="还没有售后单" step="先导入平台导出的订单或售后单文件，或直接登记一件" chord="C" action={{ label: "导入订单", run: onImport }} />;
  }
  const narrow = filter.state !== null || filter.mine || filter.late || filter.words !== "" || filter.which !== "all";
  return narrow ? (
    <EmptyState title="没有符合条件的售后单" step={filter.late ? "没有一件超时。" : "放宽条件，或看全部。"} action={{ label: "看全部", run: onClear }} />
  ) : (
    <EmptyState title="没有售后单" step="登记一件" chord="C" />
  );
}

import { Link, useNavigate } from "react-router";
import { useOperation, type CaseFilter, type CaseRow } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { DueText, LaneBadge } from "@/shared/deadline";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { toneOf } from "@/shared/record";
import { StateTag } from "@/shared/values";

const NEAREST = 10;
const MINE: CaseFilter = { kind: null, state: null, which: "open", mine: true, due_before: null, words: null, after: null };

const COLUMNS: readonly DataColumn<CaseRow>[] = [
  { id: "lane", title: "时限", width: 52, cell: ({ lane }) => (lane === null ? null : <LaneBadge lane={lane} />) },
  { id: "number", title: "单号", width: 140, rowHeader: true, fixed: true, cell: ({ id, number }) => <Link to={`/cases/${id}`} tabIndex={-1}>{number}</Link> },
  { id: "title", title: "商品", cell: ({ title }) => title },
  { id: "consumer", title: "消费者", width: 96, cell: ({ consumer }) => consumer ?? "—" },
  { id: "state", title: "状态", width: 120, cell: ({ state, state_label, ended }) => <StateTag label={state_label} tone={toneOf(state, ended)} /> },
  { id: "due", title: "剩余", width: 220, cell: ({ due_at }) => (due_at === null ? "—" : <DueText due={due_at} />) },
];

/** The cases I have, nearest limit first. */
export function MyCases() {
  const navigate = useNavigate();
  const list = useOperation("cases.list", MINE, { kinds: ["quality_case"] });
  if (list.error !== null) return <ErrorNote error={list.error} safe="记录都在。" onRetry={() => void list.refetch()} />;
  const rows = (list.data?.rows ?? []).slice(0, NEAREST);
  return (
    <DataTable
      label="我的售后单"
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => row.id}
      loading={list.isPending}
      empty={<EmptyState title="手上没有在办的售后单" step="打开全部售后单，领一件过来" chord="g c" action={{ label: "全部售后单", run: () => void navigate("/cases") }} />}
      onOpen={(row) => void navigate(`/cases/${row.id}`)}
      primary
      toolbar={<strong>我最近到期的 {NEAREST} 件</strong>}
    />
  );
}

import { Modal } from "antd";
import { useState } from "react";
import { call, useOperationPages, type ListRow, type RefusedRow, type Undone } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { KeyValue, StateTag } from "@/shared/values";
import { Refused } from "./ResultCard";
import { UndoButton } from "./UndoButton";
import { UndoneNote } from "./UndoneNote";
import { inOneLine, type Counts } from "./words";

const KIND = "import_batch";
const text = (row: ListRow, name: string) => String(row.values[name] ?? "");
const refusedOf = (row: ListRow) => (Array.isArray(row.values.refused) ? (row.values.refused as RefusedRow[]) : []);
const isUndone = (row: ListRow) => row.state_label === "已撤销";

function resultOf(row: ListRow): string {
  const counts = row.values.counts;
  return typeof counts === "object" && counts !== null ? inOneLine(counts as Counts, refusedOf(row).length) : "—";
}

function columns(choices: ReadonlyMap<string, string>): DataColumn<ListRow>[] {
  return [
    { id: "number", title: "批次", width: 130, rowHeader: true, fixed: true, cell: ({ number }) => number },
    { id: "file", title: "文件", cell: (row) => text(row, "file_name") },
    { id: "shop", title: "店铺", width: 150, cell: (row) => text(row, "shop") },
    { id: "what", title: "内容", width: 90, cell: (row) => choices.get(text(row, "what")) ?? text(row, "what") },
    { id: "rows", title: "行数", width: 64, align: "right", cell: (row) => text(row, "rows") },
    { id: "result", title: "结果", width: 270, cell: resultOf },
    { id: "state", title: "状态", width: 96, cell: (row) => <StateTag label={row.state_label} tone={isUndone(row) ? "closed" : "kept"} /> },
  ];
}

/** Earlier imports, newest first; each can be opened and taken back. */
export function Batches() {
  const [open, setOpen] = useState<ListRow | null>(null);
  const list = useOperationPages(
    "records.list",
    { kind: KIND, words: "", state: null, after: null },
    { kinds: [KIND], next: (page) => page.after, after: (input, after) => ({ ...input, after }) },
  );
  if (list.error !== null) return <ErrorNote error={list.error} safe="导入过的都在。" onRetry={() => void list.refetch()} />;
  const pages = list.data?.pages ?? [];
  const choices = new Map(pages[0]?.fields.find(({ name }) => name === "what")?.choices ?? []);
  const rows = pages.flatMap((page) => page.rows);
  return (
    <>
      <DataTable
        label="导入过的批次"
        columns={columns(choices)}
        rows={rows}
        rowId={({ id }) => id}
        loading={list.isPending}
        empty={<EmptyState title="还没有导入过" step="把平台导出的订单文件拖到上面，或选择文件" chord="o" />}
        more={{ available: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
        onOpen={setOpen}
        primary
        toolbar={<strong>导入过的批次</strong>}
      />
      <Modal open={open !== null} title={open === null ? "" : `导入批次 ${open.number}`} onCancel={() => setOpen(null)} footer={null} width={720} destroyOnHidden>
        {open === null ? null : <Batch row={open} />}
      </Modal>
    </>
  );
}

function Batch({ row }: { row: ListRow }) {
  const [undone, setUndone] = useState<Undone | null>(null);
  const refused = refusedOf(row);
  const undo = async () => setUndone(await call("imports.undo", { batch: row.id }));
  return (
    <>
      <KeyValue
        items={[
          { label: "文件", value: text(row, "file_name") },
          { label: "店铺", value: text(row, "shop") },
          { label: "编码", value: text(row, "encoding") },
          { label: "行数", value: text(row, "rows") },
          { label: "结果", value: resultOf(row) },
          { label: "状态", value: undone === null ? row.state_label : "已撤销" },
        ]}
      />
      {refused.length === 0 ? null : <Refused rows={refused} fileName={text(row, "file_name")} />}
      {undone === null ? null : <UndoneNote undone={undone} />}
      {undone !== null || isUndone(row) ? null : <div style={{ marginTop: 16, textAlign: "right" }}><UndoButton number={row.number} onUndo={undo} /></div>}
    </>
  );
}

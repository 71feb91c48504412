import { Button, Drawer, Input, Select } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { ANY_KIND, useOperation, useOperationPages, type TimelineItem } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { PageHeader } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { DateText } from "@/shared/time";
import { KeyValue } from "@/shared/values";
import { Accesses } from "./Accesses";
import { Anchors } from "./Anchors";
import styles from "./ledger.module.css";
import { Verify } from "./Verify";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The line of the list; inner names are left to the entry itself. */
const words = (item: TimelineItem) => item.changes.filter((change) => !ID.test(change.new) && change.new !== "…").map((change) => `${change.label} ${change.new}`).join("，");
const clipped = (text: string) => <span className={look.clipped} title={text}>{text === "" ? "—" : text}</span>;

const COLUMNS: DataColumn<TimelineItem>[] = [
  { id: "place", title: "序号", width: 120, rowHeader: true, fixed: true, cell: (row) => row.place },
  { id: "at", title: "时间", width: 150, cell: (row) => <DateText value={row.at} /> },
  { id: "who", title: "谁", width: 100, cell: (row) => clipped(row.who) },
  { id: "kind", title: "记录", width: 100, cell: (row) => row.kind_label },
  { id: "event", title: "做了什么", width: 150, cell: (row) => clipped(row.label) },
  { id: "changes", title: "内容", cell: (row) => clipped(words(row)) },
  { id: "hash", title: "指纹", width: 110, cell: (row) => <code title={row.hash}>{row.hash.slice(0, 10)}</code> },
];

/** 台账: every step ever taken, newest first, and the check that nobody changed one. */
export function LedgerScreen() {
  const [search, setSearch] = useSearchParams();
  const [open, setOpen] = useState<TimelineItem | null>(null);
  const filter = { actor: search.get("actor"), record: search.get("record"), before: null };
  const pages = useOperationPages("ledger.list", filter, {
    // Every commit adds an entry, whatever its kind.
    kinds: ANY_KIND,
    next: (page) => page.before,
    after: (input, before) => ({ ...input, before }),
    keepFormer: true,
  });
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const total = filter.actor === null && filter.record === null ? pages.data?.pages[0]?.total : undefined;
  const narrow = (name: "actor" | "record", value: string | null) => {
    const next = new URLSearchParams(search);
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <div className={styles.screen}>
      <PageHeader title="台账" subtitle="每一步都记在这里，一条接一条，改不了也删不了。" />
      <div className={styles.cards}>
        <Verify />
        <Anchors />
      </div>
      <Accesses />
      <div className={styles.filters}>
        <People value={filter.actor} onChange={(id) => narrow("actor", id)} />
        <Input.Search
          key={filter.record ?? ""}
          defaultValue={filter.record ?? ""}
          onSearch={(value) => narrow("record", value.trim())}
          placeholder="记录编码，回车筛选"
          aria-label="只看一条记录"
          allowClear
          style={{ width: 320 }}
        />
      </div>
      {pages.error === null ? null : <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      <DataTable
        label="台账"
        name="ledger"
        primary
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row.place}
        loading={pages.isPending}
        {...(total === undefined ? {} : { total })}
        onOpen={setOpen}
        more={{ available: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
        empty={<EmptyState title="没有符合条件的台账" step="换一个人，或清空条件。" action={{ label: "看全部", run: () => setSearch({}) }} />}
      />
      <Drawer open={open !== null} onClose={() => setOpen(null)} title={open === null ? "" : `${open.label} ${open.place}`} size={560} destroyOnHidden>
        {open === null ? null : <Entry item={open} onOnly={(record) => { setOpen(null); narrow("record", record); }} />}
      </Drawer>
    </div>
  );
}


function People({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { data } = useOperation("staff.colleagues", {}, { kinds: ["account"] });
  return (
    <Select
      value={value}
      onChange={(id: string | null | undefined) => onChange(id ?? null)}
      options={[...(data ?? []).map((one) => ({ value: one.id, label: `${one.name}（${one.role_label}）` })), { value: "system", label: "系统" }]}
      allowClear
      placeholder="所有人"
      aria-label="只看一个人"
      style={{ width: 200 }}
    />
  );
}

function Entry({ item, onOnly }: { item: TimelineItem; onOnly: (record: string) => void }) {
  return (
    <>
      <KeyValue
        label="台账条目"
        items={[
          { label: "时间", value: <DateText value={item.at} /> },
          { label: "谁", value: item.who },
          { label: "记录", value: item.kind === "quality_case" ? <Link to={`/cases/${item.record}`}>{item.kind_label}</Link> : item.kind_label },
          { label: "步骤", value: item.label },
        ]}
      />
      <table className={styles.changes} aria-label="改动">
        <thead><tr><th scope="col">字段</th><th scope="col">原来</th><th scope="col">改为</th></tr></thead>
        <tbody>
          {item.changes.map((change, at) => (
            <tr key={at}><th scope="row">{change.label}</th><td>{change.old === "" ? "—" : change.old}</td><td>{change.new === "" ? "—" : change.new}</td></tr>
          ))}
        </tbody>
      </table>
      {item.changes.length === 0 ? <p className={look.quiet}>这一步没有改动字段。</p> : null}
      <p className={look.quiet}>指纹 (SHA-256)</p>
      <p><code>{item.hash}</code></p>
      <p><Button size="small" onClick={() => onOnly(item.record)}>只看这条记录</Button></p>
    </>
  );
}

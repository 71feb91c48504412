import { Button, Drawer } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useOperation, type CatalogueView, type Entry, type VersionRow } from "@/bridge";
import { ActionBar } from "@/shared/actions";
import { DataTable } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { Card, PageHeader } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { toneOf, useSteps } from "@/shared/record";
import { StateTag } from "@/shared/values";
import styles from "./catalogue.module.css";
import { baseOf, betterPoints } from "./compare";
import { Editor, type Version } from "./Editor";
import { entryColumns } from "./entryColumns";
import { EntryDetails } from "./EntryDetails";

const KINDS = ["catalogue_version"] as const;

/** 三包: the shop's versions, the built-in list and the editor of a draft. */
export function CatalogueScreen() {
  const [search, setSearch] = useSearchParams();
  const id = search.get("v");
  const builtin = useOperation("catalogue.show", { id: null }, { kinds: KINDS });
  const shown = useOperation("catalogue.show", { id }, { kinds: KINDS });
  const [editing, setEditing] = useState<{ id: string | null; version: number | null; start: Version } | null>(null);
  const show = (version: string | null) => setSearch(version === null ? {} : { v: version }, { replace: true });
  const error = builtin.error ?? shown.error;
  const draft = builtin.data?.buttons.find((button) => button.event === "draft");
  if (error !== null) return <ErrorNote error={error} onRetry={() => { show(null); void builtin.refetch(); }} />;
  if (builtin.data === undefined || shown.data === undefined) return <p role="status">正在打开…</p>;
  if (editing !== null) {
    return (
      <>
        <PageHeader title="三包目录" />
        <Editor {...editing} builtin={builtin.data.entries} onClose={() => setEditing(null)} onSaved={(done) => { setEditing(null); show(done.id); }} />
      </>
    );
  }
  const own = shown.data.shown === null ? null : shown.data;
  const begin = () => setEditing({ id: null, version: null, start: { title: "", effective_from: "", note: "", entries: own === null ? [] : own.entries } });
  return (
    <>
      <PageHeader
        title="三包目录"
        subtitle="售出日所在版本决定每一单的判定；本店承诺可以更长，不能更短。"
        actions={draft === undefined ? undefined : <Button type="primary" onClick={begin}>{own === null ? "起草新版" : "从本版起草新版"}</Button>}
      />
      <div className={styles.screen}>
        <Versions versions={builtin.data.versions} shown={id} onShow={show} />
        <div className={styles.main}>
          {own === null ? <BuiltIn entries={builtin.data.entries} /> : <Own key={own.shown?.id} view={own} builtin={builtin.data.entries} onEdit={(start) => setEditing({ id, version: own.record_version, start })} />}
        </div>
      </div>
    </>
  );
}

function Versions({ versions, shown, onShow }: { versions: readonly VersionRow[]; shown: string | null; onShow: (id: string | null) => void }) {
  return (
    <nav aria-label="目录版本" className={styles.versions}>
      {versions.map((version) => (
        <button key={version.id} type="button" aria-current={version.id === shown} className={styles.version} onClick={() => onShow(version.id)}>
          <span className={look.clipped} title={version.title}>{version.title}</span>
          <span className={look.quiet}>{version.number} · {version.effective_from} 起</span>
          <StateTag label={version.state_label} tone={toneOf(version.state_label.startsWith("已替代") ? "superseded" : version.state)} />
        </button>
      ))}
      <button type="button" aria-current={shown === null} className={styles.version} onClick={() => onShow(null)}>
        <span>国家目录（内置）</span>
        <span className={look.quiet}>本店没有更优承诺的都按它判定</span>
      </button>
      {versions.length === 0 ? <p className={look.quiet}>还没有本店自己的版本。</p> : null}
    </nav>
  );
}

function BuiltIn({ entries }: { entries: readonly Entry[] }) {
  const [open, setOpen] = useState<Entry | null>(null);
  const uncertain = entries.filter((entry) => entry.confidence !== "verified" || entry.parts.some((part) => part.confidence !== "verified")).length;
  return (
    <Card title="国家目录（内置）">
      {uncertain === 0 ? null : <p className={look.quiet}>{uncertain} 种商品的数字还没有与原文逐字核对，旁边标有“?”；用到它们的判定和告知书都会写明。</p>}
      <Entries entries={entries} builtin={null} onOpen={setOpen} faults={[]} />
      <EntryDrawer entry={open} builtin={null} onClose={() => setOpen(null)} />
    </Card>
  );
}

function Own({ view, builtin, onEdit }: { view: CatalogueView; builtin: readonly Entry[]; onEdit: (start: Version) => void }) {
  const [open, setOpen] = useState<Entry | null>(null);
  const shown = view.shown as VersionRow;
  const record = useOperation("records.show", { kind: "catalogue_version", id: shown.id }, { kinds: KINDS });
  const note = typeof record.data?.values.note === "string" ? record.data.values.note : "";
  const steps = useSteps(
    { kind: "catalogue_version", id: shown.id, number: shown.number, version: view.record_version ?? 0, buttons: view.buttons },
    { special: { edit: () => onEdit({ title: shown.title, effective_from: shown.effective_from, note, entries: view.entries }) }, primary: ["submit", "approve"] },
  );
  const better = view.entries.reduce((sum, entry) => sum + betterPoints(entry, baseOf(builtin, entry)), 0);
  return (
    <Card title={`${shown.number} ${shown.title}`} extra={<StateTag label={shown.state_label} tone={toneOf(shown.state)} />}>
      {steps.actions.length === 0 ? null : <ActionBar label="这一版可做的事" actions={steps.actions} />}
      <p role="status">{steps.said}</p>
      {steps.error === null ? null : <ErrorNote error={steps.error} />}
      <p>{shown.effective_from} 起售出的商品适用。{note}</p>
      <p className={better > 0 ? styles.better : look.quiet}>{better > 0 ? `与国家目录相比，有 ${better} 处更优。` : "与国家目录相比没有更优之处。"}</p>
      {view.faults.length === 0 ? null : <p className={styles.below}>✗ 有 {view.faults.length} 处问题，改好后才能提交审核和发布。</p>}
      <Entries entries={view.entries} builtin={builtin} onOpen={setOpen} faults={view.faults} />
      <EntryDrawer entry={open} builtin={builtin} onClose={() => setOpen(null)} />
      {steps.dialog}
    </Card>
  );
}

interface EntriesProps {
  entries: readonly Entry[];
  builtin: readonly Entry[] | null;
  faults: CatalogueView["faults"];
  onOpen: (entry: Entry) => void;
}

function Entries({ entries, builtin, faults, onOpen }: EntriesProps) {
  return (
    <DataTable
      label="条目"
      name="catalogue"
      primary
      columns={entryColumns(builtin, faults)}
      rows={entries}
      rowId={(row) => `${row.family} ${row.product}`}
      onOpen={onOpen}
      empty={<EmptyState title="没有条目" step="修改这份草稿，加入商品。" />}
    />
  );
}

function EntryDrawer({ entry, builtin, onClose }: { entry: Entry | null; builtin: readonly Entry[] | null; onClose: () => void }) {
  return (
    <Drawer open={entry !== null} onClose={onClose} title={entry?.product ?? ""} size={520} destroyOnHidden>
      {entry === null ? null : <EntryDetails entry={entry} builtin={builtin} />}
    </Drawer>
  );
}

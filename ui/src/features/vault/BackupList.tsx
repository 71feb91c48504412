import { Modal } from "antd";
import { useState } from "react";
import { call, type BackupItem, type BackupVerdict } from "@/bridge";
import { CODE_HELP, tidyCode } from "@/features/session";
import { sizeText } from "@/shared/attachments";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState } from "@/shared/feedback";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import look from "@/shared/look.module.css";
import { DateText } from "@/shared/time";
import { StateTag } from "@/shared/values";
import styles from "./vault.module.css";

const CODE: readonly FieldDeclaration[] = [{ name: "code", label: "恢复码", type: "text", required: true, help: CODE_HELP }];

const state = (item: BackupItem) =>
  item.there ? <StateTag label={item.verified ? "核对相符" : "没有核对"} tone={item.verified ? "kept" : "closed"} /> : <StateTag label="文件不在原处" tone="closed" />;

const COLUMNS: DataColumn<BackupItem>[] = [
  { id: "made", title: "时间", width: 170, rowHeader: true, fixed: true, cell: (row) => <DateText value={row.made_at} /> },
  { id: "name", title: "文件", cell: (row) => <span className={look.clipped} title={`${row.folder} ${row.name}`}>{row.name}</span> },
  { id: "size", title: "大小", width: 90, align: "right", cell: (row) => sizeText(row.bytes) },
  { id: "entries", title: "台账条数", width: 90, align: "right", cell: (row) => row.entries },
  { id: "by", title: "怎么做的", width: 90, cell: (row) => (row.by_itself ? "自动" : "手工") },
  { id: "second", title: "电脑外", width: 150, cell: (row) => (row.second === "" ? "—" : row.second) },
  { id: "state", title: "核对", width: 120, cell: state },
];

/** The backups there are, newest first; each can be checked again with the code. */
export function BackupList({ items }: { items: BackupItem[] }) {
  const [open, setOpen] = useState<BackupItem | null>(null);
  return (
    <>
      <DataTable
        label="备份"
        columns={COLUMNS}
        rows={items}
        rowId={({ name }) => name}
        empty={<EmptyState title="还没有备份" step="按上面的“立即备份”，现在就做第一份。" />}
        onOpen={setOpen}
        primary
        toolbar={<><strong>有哪些备份</strong>{" "}{items.length === 0 ? null : <span className={look.quiet}>双击一行，或选中后按回车，可以用恢复码再核对一次</span>}</>}
      />
      <Modal open={open !== null} title="核对这份备份" onCancel={() => setOpen(null)} footer={null} width={560} destroyOnHidden>
        {open === null ? null : <Check item={open} />}
      </Modal>
    </>
  );
}

/** A cold restore that is thrown away: does the file open with the sheet, and is it whole? */
function Check({ item }: { item: BackupItem }) {
  const [verdict, setVerdict] = useState<BackupVerdict | null>(null);
  const check = async (code: string) => setVerdict(await call("backups.check", { file: { name: item.name }, code: tidyCode(code) }));
  return (
    <div className={styles.confirm}>
      <p className={look.quiet}>{item.name}：用凭条上的恢复码打开，恢复到一个临时文件夹核对，核对完就删掉。</p>
      <FormFromFields fields={CODE} submit="核对" focus="code" onSubmit={({ code }) => check(String(code))} />
      {verdict === null ? null : (
        <div role="status">
          <p className={verdict.sound ? styles.good : styles.bad}><span aria-hidden="true">{verdict.sound ? "✓" : "✗"}</span> {verdict.headline}</p>
          {verdict.findings.length === 0 ? null : <ul>{verdict.findings.map((finding) => <li key={finding}>{finding}</li>)}</ul>}
        </div>
      )}
    </div>
  );
}

import { Button } from "antd";
import { useState } from "react";
import { keepFile, type Imported, type RefusedRow, type Undone } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { base64Of } from "@/shared/files";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import styles from "./imports.module.css";
import { refusedCsv, refusedText } from "./refusedCsv";
import { UndoButton } from "./UndoButton";
import { UndoneNote } from "./UndoneNote";
import { countLines } from "./words";

export interface ResultCardProps {
  fileName: string;
  result: Imported;
  /** Nothing was written. */
  tried?: boolean;
  undone?: Undone | null;
  onUndo?: (batch: string) => Promise<Undone>;
  onNext?: { label: string; run: () => void };
}

/** What came of a file, or would come of it. */
export function ResultCard({ fileName, result, tried = false, undone = null, onUndo, onNext }: ResultCardProps) {
  const { batch, refused } = result;
  return (
    <Card title={tried ? `试导入：会这样（还没有写入）` : `已导入 ${fileName}${result.number === null ? "" : ` · ${result.number}`}`}>
      <CountTable result={result} />
      {refused.length === 0 ? null : <Refused rows={refused} fileName={fileName} />}
      {undone === null ? null : <UndoneNote undone={undone} />}
      <div className={styles.buttons}>
        {batch !== null && onUndo !== undefined && undone === null ? <UndoButton number={result.number ?? fileName} onUndo={() => onUndo(batch)} /> : null}
        {onNext === undefined ? null : <Button type="primary" onClick={onNext.run}>{onNext.label}</Button>}
      </div>
    </Card>
  );
}

function CountTable({ result }: { result: Imported }) {
  return (
    <table className={styles.counts}>
      <thead>
        <tr><th scope="col"><span className="visually-hidden">内容</span></th><th scope="col">新增</th><th scope="col">更新</th></tr>
      </thead>
      <tbody>
        {countLines(result).map(({ label, fresh, updated }) => (
          <tr key={label}><th scope="row">{label}</th><td>{fresh}</td><td>{updated}</td></tr>
        ))}
        <tr><th scope="row">不变</th><td colSpan={2}>{result.unchanged}</td></tr>
        <tr><th scope="row">拒绝的行</th><td colSpan={2} className={result.refused.length > 0 ? styles.bad : undefined}>{result.refused.length > 0 ? "✗ " : ""}{result.refused.length}</td></tr>
      </tbody>
    </table>
  );
}

const COLUMNS: readonly DataColumn<RefusedRow & { at: number }>[] = [
  { id: "row", title: "文件中的行", width: 100, align: "right", rowHeader: true, cell: ({ row }) => row },
  { id: "column", title: "列", width: 200, cell: ({ column }) => (column === "" ? "整行" : column) },
  { id: "reason", title: "原因", cell: ({ reason }) => reason },
];

/** As a file, or by the clipboard. */
function TakeAway({ rows, stem }: { rows: readonly RefusedRow[]; stem: string }) {
  const [said, setSaid] = useState("");
  const copy = () => navigator.clipboard.writeText(refusedText(rows)).then(() => setSaid("✓ 已复制，可以粘贴到表格里"), () => setSaid("没有复制成，请在表里选中后复制"));
  const save = () =>
    keepFile(`拒绝的行-${stem}.csv`, base64Of(refusedCsv(rows))).then(({ saved }) => setSaid(saved ? "✓ 已保存" : ""), () => setSaid("没有保存成，请换一个位置，或复制后粘贴"));
  return (
    <span className={styles.takeAway}>
      <Button size="small" onClick={() => void save()}>下载拒绝的行</Button>
      <Button size="small" onClick={() => void copy()}>复制拒绝的行</Button>
      <span role="status">{said}</span>
    </span>
  );
}

/** The rows that were left out, and why; to be put right in the file and imported again. */
export function Refused({ rows, fileName }: { rows: readonly RefusedRow[]; fileName: string }) {
  const stem = fileName.replace(/\.[^.]*$/, "");
  return (
    <div className={styles.refused}>
      <DataTable
        label="拒绝的行"
        columns={COLUMNS}
        rows={rows.map((row, at) => ({ ...row, at }))}
        rowId={({ at }) => String(at)}
        empty={null}
        toolbar={<TakeAway rows={rows} stem={stem} />}
      />
      <p className={look.quiet}>其余的行不受影响。改好文件再导一次，已导入的不会重复。</p>
    </div>
  );
}

import { Button, Modal } from "antd";
import { useState } from "react";
import { useOperation, usePerform, type AnchorView, type PrintedCheckpoint } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { focusDialogForm } from "@/shared/form";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { useSaveFile } from "@/shared/record";
import { DateText } from "@/shared/time";
import { CheckPaper } from "./CheckPaper";
import styles from "./ledger.module.css";

const STATES: Record<string, string> = { same: "✓ 一致", altered: "✗ 被改写", cut_off: "✗ 被截短" };
/** The newest ones tell how far the ledger is covered; older ones are in the binder. */
const SHOWN = 6;

/** 店外锚点: what is known of the ledger outside this computer, and the paper that makes it so. */
export function Anchors() {
  const { data, error, refetch } = useOperation("anchors.list", {}, { kinds: ["checkpoint", "shop"] });
  const printing = usePerform("anchors.print");
  const file = useSaveFile();
  const [checking, setChecking] = useState(false);
  const save = (printed: PrintedCheckpoint) => file.save("notices.file", { id: printed.notice }, `台账核验点-${printed.number}.pdf`);
  const print = () => void printing.perform({}).then(save).catch(() => undefined);
  return (
    <Card
      title="店外锚点"
      extra={
        <div className={styles.actions}>
          <Button onClick={() => setChecking(true)}>核对纸上的核验点</Button>
          <Button loading={printing.pending || file.pending} onClick={print}>打印核验点</Button>
        </div>
      }
    >
      <p className={look.quiet}>每月打印一张，签名后放进纸质档案。以后谁改写或截短了台账，都与纸对不上。放在 U 盘、别的盘或网盘文件夹里的备份也是一样的凭据；与店铺同一块盘上的备份不算。</p>
      {[error, printing.error, file.error].map((one) => (one === null ? null : <ErrorNote key={one.message} error={one} onRetry={() => void refetch()} />))}
      <p role="status">{file.said}</p>
      {data === undefined ? null : <List anchors={data.anchors} unanchored={data.unanchored} />}
      <Modal open={checking} title="核对纸上的核验点" onCancel={() => setChecking(false)} afterOpenChange={focusDialogForm} footer={null} destroyOnHidden width={520}>
        <CheckPaper />
      </Modal>
    </Card>
  );
}

function List({ anchors, unanchored }: { anchors: readonly AnchorView[]; unanchored: number }) {
  if (anchors.length === 0) return <p>还没有：全部 {unanchored} 条只在这台电脑上。</p>;
  return (
    <>
      <table className={`${styles.parts} ${styles.anchors}`} aria-label="店外锚点">
        <thead><tr><th scope="col">时间</th><th scope="col">凭据</th><th scope="col">到第几条</th><th scope="col">对照现在</th></tr></thead>
        <tbody>
          {anchors.slice(0, SHOWN).map((anchor) => (
            <tr key={`${anchor.kind} ${anchor.at} ${anchor.seq}`}>
              <td><DateText value={anchor.at} /></td>
              <td className={styles.what}><span className={look.clipped} title={`${anchor.label} ${anchor.place}`}>{anchor.label} {anchor.place}</span></td>
              <td>{anchor.seq}</td>
              <td className={anchor.state === "same" ? undefined : styles.unsound}>{STATES[anchor.state] ?? anchor.state}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={look.quiet}>其后还有 {unanchored} 条没有留底。</p>
    </>
  );
}

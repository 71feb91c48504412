import { Button } from "antd";
import type { RestorePreview } from "@/bridge";
import look from "@/shared/look.module.css";
import { DateText } from "@/shared/time";
import styles from "./vault.module.css";

interface CompareProps {
  preview: RestorePreview;
  onNext: () => void;
  onCancel: () => void;
}

/** What the backup holds against what is there now, and what would be lost. */
export function Compare({ preview, onNext, onCancel }: CompareProps) {
  const { shop, same_shop, made_at, kinds, lost, findings, erased_again } = preview;
  return (
    <div className={styles.confirm}>
      <p>“{shop}”<DateText value={made_at} /> 的备份，核对相符。</p>
      {same_shop ? null : <p role="alert" className={styles.bad}><span aria-hidden="true">!</span> 这是另一家店铺的备份，不能换掉这家店。</p>}
      <p role="status" className={lost === 0 ? styles.good : styles.bad}>
        <span aria-hidden="true">{lost === 0 ? "✓" : "!"}</span> {lost === 0 ? "备份之后没有新的记录。" : `备份之后又记了 ${lost} 条台账，换了就不在店里了。`}
      </p>
      {preview.last_lost.length === 0 ? null : <LastLost items={preview.last_lost} />}
      <Kinds kinds={kinds} />
      {erased_again === 0 ? null : <p>备份之后删除过个人信息的 {erased_again} 位消费者，恢复时会再次删除。</p>}
      {findings.length === 0 ? null : <ul>{findings.map((finding) => <li key={finding}>{finding}</li>)}</ul>}
      <div className={styles.actions}>
        <Button onClick={onCancel}>不恢复了</Button>
        <Button type="primary" danger disabled={!same_shop} onClick={onNext}>要换，下一步</Button>
      </div>
    </div>
  );
}

/** The kinds that differ; the others a press away, so that they hide nothing. */
function Kinds({ kinds }: { kinds: RestorePreview["kinds"] }) {
  const differing = kinds.filter(({ now, then }) => now !== then);
  const same = kinds.filter(({ now, then }) => now === then);
  return (
    <>
      {differing.length === 0 ? <p>各类记录的条数都一样。</p> : <KindTable label="条数不同的记录" kinds={differing} />}
      {same.length === 0 ? null : (
        <details>
          <summary>{differing.length === 0 ? "看" : "其余"} {same.length} 类记录，条数一样</summary>
          <KindTable label="条数一样的记录" kinds={same} />
        </details>
      )}
    </>
  );
}

function KindTable({ label, kinds }: { label: string; kinds: RestorePreview["kinds"] }) {
  return (
    <table className={styles.kinds} aria-label={label}>
      <thead><tr><th scope="col">记录</th><th scope="col">现在</th><th scope="col">备份里</th></tr></thead>
      <tbody>
        {kinds.map(({ label, now, then }) => <tr key={label}><th scope="row">{label}</th><td>{now}</td><td>{then}</td></tr>)}
      </tbody>
    </table>
  );
}

function LastLost({ items }: { items: RestorePreview["last_lost"] }) {
  return (
    <details>
      <summary>最近的 {items.length} 条</summary>
      <ul className={styles.lost}>
        {items.map((item) => (
          <li key={item.place}><DateText value={item.at} /> {item.who} {item.kind_label} {item.label} <span className={look.quiet}>{item.place}</span></li>
        ))}
      </ul>
    </details>
  );
}

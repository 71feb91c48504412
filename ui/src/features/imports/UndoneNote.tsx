import type { Undone } from "@/bridge";
import styles from "./imports.module.css";

/** What taking a batch back came to. */
export function UndoneNote({ undone }: { undone: Undone }) {
  return (
    <div role="status" className={styles.undone}>
      <p>✓ 已撤销：撤回 {undone.withdrawn} 项，恢复原样 {undone.restored} 项。</p>
      {undone.kept.length === 0 ? null : (
        <>
          <p>下面 {undone.kept.length} 项之后有人处理过，没有动：</p>
          <p className={styles.kept}>{undone.kept.join("、")}</p>
        </>
      )}
    </div>
  );
}

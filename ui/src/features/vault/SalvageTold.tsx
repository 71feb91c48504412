import type { Salvaged } from "@/bridge";
import { KeyValue } from "@/shared/values";
import styles from "./vault.module.css";

/** What a salvage brought, and how to go on with it. */
export function SalvageTold({ done }: { done: Salvaged }) {
  return (
    <div role="status" className={styles.confirm}>
      <p className={done.whole ? styles.good : styles.bad}>
        <span aria-hidden="true">{done.whole ? "✓" : "!"}</span> {done.whole ? "全部读出来了，都在新文件夹里。" : "读得出的都在新文件夹里；有些读不出来，列在下面。"}
      </p>
      <KeyValue
        label="抢救的结果"
        items={[
          { label: "新文件夹", value: <code className={styles.path}>{done.folder}</code> },
          { label: "记录", value: `读出 ${done.read} 条` },
          { label: "附件文件", value: done.files_lost === 0 ? `${done.files} 个` : `${done.files} 个，另有 ${done.files_lost} 个读不出来` },
        ]}
      />
      {done.findings.length === 0 ? null : (
        <ul className={styles.findings} aria-label="读不出来的和重建的">
          {done.findings.map((finding) => <li key={finding}>{finding}</li>)}
        </ul>
      )}
      <HowToGoOn folder={done.folder} />
    </div>
  );
}

/** The app opens the folder by its name: the new one takes the name of the old one. */
function HowToGoOn({ folder }: { folder: string }) {
  const fresh = nameOf(folder);
  const old = fresh.replace(/-抢救-\d{8}-\d{6}$/, "");
  return (
    <div>
      <p><strong>接着这样做：</strong></p>
      <ol className={styles.steps}>
        <li>关闭守诺。</li>
        <li>把原来的文件夹 <code>{old}</code> 改名为 <code>{old}-损坏</code>，留着，不要删。</li>
        <li>把新文件夹 <code>{fresh}</code> 改名为 <code>{old}</code>。</li>
        <li>再打开守诺，输入恢复码，用原来的登录名和密码登录；到“台账”核验一次，再做一份备份。</li>
      </ol>
    </div>
  );
}

function nameOf(folder: string): string {
  return folder.split(/[\\/]/).pop() ?? folder;
}

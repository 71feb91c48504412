import { Button } from "antd";
import { useHealthRemedy, usePerform } from "@/bridge";
import { sizeText } from "@/shared/attachments";
import { ErrorNote } from "@/shared/feedback";
import look from "@/shared/look.module.css";
import styles from "./vault.module.css";

/** A full disk's way out: the room that was put aside. There only while the disk is full and there is some. */
export function FreeReserve() {
  const full = useHealthRemedy("shop.free_reserve");
  const { perform, pending, error, done } = usePerform("shop.free_reserve");
  if (done !== undefined) return <p role="status">{freedWords(done.bytes)}</p>;
  if (full === undefined) return null;
  return (
    <div role="group" aria-label="应急空间" className={styles.reserve}>
      <Button danger loading={pending} onClick={() => void perform({}).catch(() => undefined)}>释放应急空间</Button>
      <span className={look.quiet}>磁盘满了：平时留着一块空间应急，释放后可以先备份或导出，再清理磁盘。</span>
      {error === null ? null : <ErrorNote error={error} safe="应急空间还留着。" />}
    </div>
  );
}

function freedWords(bytes: number): string {
  if (bytes === 0) return "应急空间先前已经释放了。请清理磁盘，再按一次保存。";
  return `✓ 已释放 ${sizeText(bytes)} 应急空间。请现在备份或导出，再清理磁盘；磁盘宽裕后会自动重新留出。`;
}

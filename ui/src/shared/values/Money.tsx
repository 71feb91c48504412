import { formatFen } from "./money";
import styles from "./values.module.css";

/** A sum in fen, shown as ¥1,234.50. Nothing known is a dash, never a zero. */
export function Money({ fen, strong = false }: { fen: number | null | undefined; strong?: boolean }) {
  if (fen === null || fen === undefined) return <span aria-label="无">—</span>;
  return <span className={strong ? styles.sum : styles.money}>{formatFen(fen)}</span>;
}

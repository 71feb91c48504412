import { Link } from "react-router";
import type { StateCount } from "@/bridge";
import { Card } from "@/shared/layout";
import { addUp, listOf } from "./counts";
import styles from "./home.module.css";

const CHECKED = "统计中…";

/** Open cases by state, the late ones beside them. */
export function Counts({ counts }: { counts: readonly StateCount[] | undefined }) {
  if (counts === undefined) return <Card title="在办"><p role="status">{CHECKED}</p></Card>;
  const { open, total, late } = addUp(counts);
  return (
    <div className={styles.counts}>
      <Card title="在办">
        <p className={styles.figures}>
          <Figure to={listOf({})} n={total} words="件在办" />
          <Figure to={listOf({ late: true })} n={late} words="件超时" late />
        </p>
      </Card>
      <Card title="按状态">
        <ul className={styles.states} aria-label="各状态在办件数">
          {open.map((one) => (
            <li key={`${one.kind} ${one.state}`}>
              <Link to={listOf({ state: one.state })}>{one.state_label} <strong>{one.count}</strong></Link>
              {one.late === 0 ? null : (
                <Link to={listOf({ state: one.state, late: true })} className={styles.late}><span aria-hidden="true">! </span>超时 {one.late}</Link>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Figure({ to, n, words, late = false }: { to: string; n: number; words: string; late?: boolean }) {
  const urgent = late && n > 0;
  return (
    <Link to={to} className={`${styles.figure} ${urgent ? styles.late : ""}`}>
      <span className={styles.number}>{urgent ? <span aria-hidden="true">! </span> : null}{n}</span> {words}
    </Link>
  );
}

import { Link } from "react-router";
import type { ChainUnit } from "@/bridge";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import styles from "./passport.module.css";

/** Every unit from the one first sold to the one in use now. */
export function Chain({ chain }: { chain: readonly ChainUnit[] }) {
  if (chain.length < 2) return null;
  return (
    <Card title="换货经过">
      <ol className={styles.chain}>
        {chain.map((unit) => (
          <li key={unit.id} aria-current={unit.here ? "true" : undefined}>
            {unit.here ? <strong>{unit.serial}</strong> : <Link to={`/passport/${unit.id}`}>{unit.serial}</Link>} {unit.state_label}
            <p className={look.quiet}>{unit.exchanged_date === null ? "首次售出" : `${unit.exchanged_date} 换来，三包期自这天重新计算`}</p>
            {unit.swap_reason === null ? null : <p className={look.quiet}>换走原因：{unit.swap_reason}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

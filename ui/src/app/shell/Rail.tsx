import { NavLink } from "react-router";
import { showChord } from "@/shared/keys";
import type { RailEntry } from "./entries";
import styles from "./Rail.module.css";

export function Rail({ entries }: { entries: readonly RailEntry[] }) {
  return (
    <nav className={styles.rail} aria-label="入口">
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <NavLink to={entry.path} className={({ isActive }) => `${styles.entry} ${isActive ? styles.here : ""}`} title={showChord(`g ${entry.key}`)}>
              <span className={styles.icon} aria-hidden="true">{entry.icon}</span>
              <span className={styles.title}>{entry.title}</span>
              {entry.badge === undefined || entry.badge.n === 0 ? null : (
                <span className={styles.badge}>
                  <span aria-hidden="true">{entry.badge.n > 999 ? "999+" : entry.badge.n}</span>
                  <span className="visually-hidden">{entry.badge.words}</span>
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

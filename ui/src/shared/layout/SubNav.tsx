import { NavLink } from "react-router";
import styles from "./layout.module.css";

export interface SubNavEntry {
  to: string;
  label: string;
  /** Here only at exactly this address. */
  end?: boolean;
}

/** The pages of one entry of the rail, side by side. */
export function SubNav({ label, entries }: { label: string; entries: readonly SubNavEntry[] }) {
  return (
    <nav className={styles.subNav} aria-label={label}>
      {entries.map(({ to, label: words, end = false }) => (
        <NavLink key={to} to={to} end={end} className={({ isActive }) => `${styles.subEntry} ${isActive ? styles.subHere : ""}`}>{words}</NavLink>
      ))}
    </nav>
  );
}

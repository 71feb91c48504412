import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./layout.module.css";

export interface PageHeaderProps {
  /** The one heading of the page. */
  title: string;
  /** Beside the title: state, deadline. */
  beside?: ReactNode;
  /** One quiet line below. */
  subtitle?: ReactNode;
  /** Where this page was opened from. */
  back?: { to: string; label: string };
  /** At the right: the ActionBar. */
  actions?: ReactNode;
}

export function PageHeader({ title, beside, subtitle, back, actions }: PageHeaderProps) {
  return (
    <header className={styles.pageHeader}>
      <div className={styles.headings}>
        {back === undefined ? null : <Link className={styles.back} to={back.to}>‹ {back.label}</Link>}
        <div className={styles.titleLine}>
          <h1 className={styles.title}>{title}</h1>
          {beside}
        </div>
        {subtitle === undefined ? null : <div className={styles.subtitle}>{subtitle}</div>}
      </div>
      {actions}
    </header>
  );
}

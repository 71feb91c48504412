import type { ReactNode } from "react";
import styles from "./Shell.module.css";

/** A line over every screen that the person must not overlook. */
export function Banner({ level, children }: { level: "error" | "warning"; children: ReactNode }) {
  return <div className={`${styles.banner} ${level === "error" ? styles.severe : ""}`} role={level === "error" ? "alert" : "status"}>{children}</div>;
}

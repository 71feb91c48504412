import { useSyncExternalStore } from "react";
import { Link } from "react-router";
import { beijing, useNow } from "@/shared/time";
import { useDrafts } from "../gate";
import styles from "./frame.module.css";

/** At the bottom right: whether what is typed is safe, and whether the work calendar will do. */
export function StatusWords({ calendarLastYear }: { calendarLastYear: number | null }) {
  const drafts = useDrafts();
  const state = useSyncExternalStore(drafts.subscribe, drafts.state);
  const today = beijing(useNow())?.date ?? "";
  const warning = calendarWarning(calendarLastYear, today);
  return (
    <>
      {warning === null ? null : <Link to="/catalogue/calendar" className={styles.warning}><span aria-hidden="true">◔ </span>{warning}</Link>}
      {state.stage === "none" ? null : <span className={state.stage === "unsaved" ? styles.unsaved : undefined}>{DRAFT_WORDS[state.stage]}{state.stage === "unsaved" ? `：${state.reason}` : ""}</span>}
    </>
  );
}

const DRAFT_WORDS = { saving: "正在存草稿…", saved: "草稿已存", unsaved: "草稿没有存成，还留在窗口里" };

const DAY_MS = 86_400_000;
const WARN_DAYS = 60;

/** Deadlines beyond the last year the calendar knows do not roll over holidays: said two months before, and after. */
export function calendarWarning(lastYear: number | null, today: string): string | null {
  if (lastYear === null) return "没有工作日历，时限不会避开节假日";
  const left = Math.round((Date.parse(`${lastYear}-12-31`) - Date.parse(today)) / DAY_MS);
  if (left < 0) return `工作日历只到 ${lastYear} 年，时限没有避开节假日`;
  return left <= WARN_DAYS ? `工作日历只到 ${lastYear} 年，请补 ${lastYear + 1} 年的放假安排` : null;
}

import type { ViewCount } from "@/bridge";
import { Card } from "@/shared/layout";
import { LeaveNote } from "./LeaveNote";
import styles from "./home.module.css";
import { ShiftNotes } from "./ShiftNotes";
import { countOf } from "./views";

interface HandOverProps {
  views: readonly ViewCount[];
  onShow: (view: string) => void;
}

/** 交班与提醒: what falls due today, and what one shift tells the next. */
export function HandOver({ views, onShow }: HandOverProps) {
  const late = countOf(views, "late");
  return (
    <div className={styles.side}>
      <Card title="今天">
        <ul className={styles.figures}>
          <li><button type="button" className={styles.figure} onClick={() => onShow("due_today")}><strong>{countOf(views, "due_today")}</strong> 件今天到期</button></li>
          <li>
            <button type="button" className={`${styles.figure} ${late > 0 ? styles.late : ""}`} onClick={() => onShow("late")}>
              {late > 0 ? <span aria-hidden="true">! </span> : null}<strong>{late}</strong> 件已超时
            </button>
          </li>
        </ul>
      </Card>
      <Card title="上一班留言">
        <ShiftNotes />
        <LeaveNote />
      </Card>
    </div>
  );
}

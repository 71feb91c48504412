import { useOperation } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import styles from "./ledger.module.css";

const DAYS = 7;
const HEADINGS = ["日期", "谁", "查看个人信息", "导出表格", "其中不打码", "被拒绝"];

/** What each person looked at, took out and was refused in the last days: for who answers for it. */
export function Accesses() {
  const { data, error } = useOperation("reveals.summary", { days: DAYS }, { kinds: ["account", "shop", "consumer"] });
  return (
    <Card title={`最近 ${DAYS} 天的查看与导出`}>
      {error === null ? null : <ErrorNote error={error} />}
      {data === undefined ? null : data.length === 0 ? (
        <p className={look.quiet}>没有人查看过个人信息，也没有导出。</p>
      ) : (
        <table className={styles.changes} aria-label={`最近 ${DAYS} 天的查看与导出`}>
          <thead><tr>{HEADINGS.map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
          <tbody>
            {data.map((day) => (
              <tr key={`${day.day} ${day.who}`}>
                <th scope="row">{day.day}</th>
                <td>{day.who}</td>
                <td>{day.reveals}</td>
                <td>{day.exports}</td>
                <td>{day.unmasked}</td>
                <td>{day.denied}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

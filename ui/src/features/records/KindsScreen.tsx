import { Link } from "react-router";
import type { KindView } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Card, PageHeader } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { listPath, ownPage } from "./pages";
import styles from "./records.module.css";
import { useKinds } from "./useKinds";

const SETTINGS = new Set(["shop", "catalogue_version", "calendar_year", "goods"]);
const PEOPLE = new Set(["account", "consumer"]);

/** Where a kind stands; what was declared since stands with the records. */
function groupOf({ kind }: KindView): string {
  if (PEOPLE.has(kind)) return "人员";
  return SETTINGS.has(kind) ? "目录与设置" : "记录";
}

const GROUPS = ["记录", "目录与设置", "人员"];

/** 更多: every kind of record this person may see. */
export function KindsScreen() {
  const { kinds, error, refetch } = useKinds();
  return (
    <>
      <PageHeader title="更多" subtitle="每一类记录都能在这里查看和办理。" />
      {error === null ? null : <ErrorNote error={error} onRetry={() => void refetch()} />}
      {kinds === undefined && error === null ? <p role="status">正在打开…</p> : null}
      <div className={styles.groups}>
        {GROUPS.map((group) => <Group key={group} title={group} kinds={(kinds ?? []).filter((one) => groupOf(one) === group)} />)}
      </div>
    </>
  );
}

function Group({ title, kinds }: { title: string; kinds: readonly KindView[] }) {
  if (kinds.length === 0) return null;
  return (
    <div>
      <Card title={title}>
        <ul className={styles.kinds}>
          {kinds.map((one) => (
            <li key={one.kind}>
              <Link className={styles.kind} to={listPath(one.kind)}>{one.label}</Link>
              {one.creates && ownPage(one.kind)?.stepsThere !== true ? <span className={look.quiet}>可新建</span> : null}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

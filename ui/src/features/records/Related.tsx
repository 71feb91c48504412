import { Link } from "react-router";
import type { FieldView, ListRow, RecordView, RelatedGroup } from "@/bridge";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { titleOf, toneOf } from "@/shared/record";
import { StateTag, textOf } from "@/shared/values";
import { NewRelated } from "./NewRelated";
import { casePath, recordPath } from "./pages";
import { ReferenceName } from "./Reference";
import styles from "./records.module.css";

/** As many as the core lists of a group. */
const MOST = 50;
const FIRST = 5;
const NO_FIELDS: readonly FieldView[] = [];

interface RelatedProps {
  /** The record to whose page they belong. */
  of: RecordView;
  groups: readonly RelatedGroup[];
}

/** What belongs to a record: each with number and state; a new part is begun here. */
export function Related({ of, groups }: RelatedProps) {
  if (groups.length === 0) return null;
  return (
    <Card title="相关记录">
      <div className={styles.related}>
        {groups.map((group) => <Group key={`${group.kind} ${group.field}`} of={of} group={group} />)}
      </div>
    </Card>
  );
}

function Group({ of, group }: { of: RecordView; group: RelatedGroup }) {
  const { rows } = group;
  const [first, rest] = [rows.slice(0, FIRST), rows.slice(FIRST)];
  return (
    <section aria-label={group.label}>
      <div className={styles.relatedHead}>
        <h3>{group.label}{rows.length === 0 ? null : <span className={look.quiet}> {rows.length === MOST ? `最近 ${MOST}` : rows.length} 件</span>}</h3>
        {group.creates ? <NewRelated of={of} group={group} /> : null}
      </div>
      <Rows rows={first} group={group} />
      {rest.length === 0 ? null : <details><summary>更早的 {rest.length} 件</summary><Rows rows={rest} group={group} /></details>}
    </section>
  );
}

function Rows({ rows, group }: { rows: readonly ListRow[]; group: RelatedGroup }) {
  if (rows.length === 0) return null;
  return <ul className={styles.chips}>{rows.map((row) => <li key={row.id}><Chip row={row} group={group} /></li>)}</ul>;
}

function Chip({ row, group }: { row: ListRow; group: RelatedGroup }) {
  const title = titleOf(row.values, NO_FIELDS);
  return (
    <Link className={styles.chip} to={group.is_case ? casePath(row.id) : recordPath(group.kind, row.id)} title={title}>
      {row.number === "" && title === "" ? <ReferenceName of={group.kind} id={row.id} /> : <span className={look.clipped}>{row.number || title}</span>}
      <StateTag label={row.state_label} tone={toneOf(textOf(row.values.state))} />
    </Link>
  );
}

import { Link } from "react-router";
import type { CaseView, ListRow, RecordView, RelatedGroup } from "@/bridge";
import { NewRelated, recordPath } from "@/features/records";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { fieldText } from "@/shared/record";
import { DateText } from "@/shared/time";
import { StateTag, textOf } from "@/shared/values";
import { Part } from "./Part";
import { inState, partsOf, reportChecks } from "./parts";
import styles from "./complaints.module.css";

/** The investigation as a checklist: questions to departments, evidence, the report in its three parts. */
export function Inquiry({ view }: { view: CaseView }) {
  if (["registered", "rejected"].includes(view.record.state)) return null;
  const [tasks, evidence, reports] = [partsOf(view, "complaint_task"), partsOf(view, "complaint_evidence"), partsOf(view, "complaint_report")];
  const asked = tasks.rows.filter(({ values }) => values.state !== "withdrawn");
  const replied = inState(asked, "replied");
  const kept = inState(evidence.rows, "kept");
  const report = reports.rows.at(-1);
  const begun = begins(view.record, report);
  return (
    <Card title="调查">
      <Section of={view.record} title="子任务" group={begun.task ? tasks.group : undefined} done={asked.length > 0 && replied === asked.length} count={`${replied}/${asked.length} 已回复`}>
        {tasks.rows.map((row) => <Item key={row.id} kind="complaint_task" row={row} show={task} />)}
      </Section>
      <Section of={view.record} title="证据" group={begun.evidence ? evidence.group : undefined} done={kept > 0} count={`${kept} 份`}>
        {evidence.rows.map((row) => <Item key={row.id} kind="complaint_evidence" row={row} show={proof} />)}
      </Section>
      <Section of={view.record} title="调查报告" group={begun.report ? reports.group : undefined} done={report?.values.state === "stored"} count={report?.state_label ?? "还没有写"}>
        <Checks report={report} />
        {reports.rows.map((row) => <Item key={row.id} kind="complaint_report" row={row} show={findings} />)}
      </Section>
    </Card>
  );
}

/** What may be begun now; the core refuses the rest. Whoever may still take a note may still bring evidence. */
function begins({ state, buttons }: RecordView, report: ListRow | undefined) {
  return {
    task: state === "accepted" || state === "investigating",
    evidence: buttons.some(({ event }) => event === "note"),
    report: state === "investigating" && report?.values.state !== "draft",
  };
}

interface SectionProps {
  of: RecordView;
  title: string;
  /** Where a new one is begun; undefined when none can be. */
  group: RelatedGroup | undefined;
  done: boolean;
  count: string;
  children: React.ReactNode;
}

function Section({ of, title, group, done, count, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <h3 className={styles.sectionName}><Mark done={done} /> {title} <span className={look.quiet}>{count}</span></h3>
        {group?.creates === true ? <NewRelated of={of} group={group} /> : null}
      </div>
      <ul className={styles.items}>{children}</ul>
    </section>
  );
}

const Mark = ({ done }: { done: boolean }) => <span className={done ? styles.done : styles.missing}><span aria-hidden="true">{done ? "✓" : "○"}</span><span className="visually-hidden">{done ? "已齐" : "未齐"}</span></span>;

function Checks({ report }: { report: ListRow | undefined }) {
  return (
    <li><ul className={styles.checks} aria-label="报告各部分">
      {reportChecks(report).map(({ label, done }) => <li key={label}><Mark done={done} /> {label}</li>)}
    </ul></li>
  );
}

function Item({ kind, row, show }: { kind: string; row: ListRow; show: (record: RecordView) => React.ReactNode }) {
  return (
    <li className={styles.item}>
      <Part kind={kind} id={row.id}>{(record) => show(record)}</Part>
    </li>
  );
}

function labelOf(record: RecordView, name: string): React.ReactNode {
  const field = record.fields.find((one) => one.name === name);
  return field === undefined ? null : fieldText(field, record.values[name]);
}

function task(record: RecordView) {
  const { values } = record;
  return (
    <>
      <p className={styles.head}><span><strong>{labelOf(record, "department")}</strong> {textOf(values.question)}</span><StateTag label={record.state_label} tone={record.state === "todo" ? "open" : record.state === "replied" ? "kept" : "closed"} /></p>
      {values.due == null || record.state !== "todo" ? null : <p className={look.quiet}>希望 <DateText value={textOf(values.due)} /> 前答复</p>}
      {textOf(values.finding) === "" ? null : <p>查明：{textOf(values.finding)}{textOf(values.proposal) === "" ? "" : `；建议：${textOf(values.proposal)}`}</p>}
      {textOf(values.reason) === "" ? null : <p className={look.quiet}>撤回：{textOf(values.reason)}</p>}
    </>
  );
}

function proof(record: RecordView) {
  const { values } = record;
  return (
    <>
      <p className={styles.head}><span><Link to={recordPath("complaint_evidence", record.id)}>{labelOf(record, "kind")}</Link>（{labelOf(record, "source")}）{textOf(values.shows)}</span>{record.state === "kept" ? null : <StateTag label={record.state_label} tone="closed" />}</p>
      {textOf(values.reason) === "" ? null : <p className={look.quiet}>不采用：{textOf(values.reason)}</p>}
    </>
  );
}

function findings(record: RecordView) {
  const { values } = record;
  return (
    <>
      <p className={styles.head}><strong>第 {String(values.edition)} 份</strong><StateTag label={record.state_label} tone={record.state === "stored" ? "kept" : "open"} /></p>
      {textOf(values.findings) === "" ? null : <p>{textOf(values.findings)}</p>}
      {values.responsible == null ? null : <p>责任方：{labelOf(record, "responsible")}</p>}
    </>
  );
}

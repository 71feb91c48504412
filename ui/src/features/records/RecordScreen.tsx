import { Navigate, useParams } from "react-router";
import { useOperation, type CallError, type RecordView, type RelatedGroup } from "@/bridge";
import { Papers, useLabels } from "@/features/papers";
import { ActionBar } from "@/shared/actions";
import { ErrorNote } from "@/shared/feedback";
import { Card, PageHeader, SplitPane } from "@/shared/layout";
import { titleOf, toneOf, useSteps } from "@/shared/record";
import { DateText } from "@/shared/time";
import { StateTag, textOf } from "@/shared/values";
import { instantOf } from "./columns";
import { pressable } from "./declared";
import { Facts } from "./Facts";
import { History, useHistory } from "./History";
import { casePath, listPath, ownPage, recordPath } from "./pages";
import { Related } from "./Related";
import { useKinds } from "./useKinds";

/** One record of any kind: what it says, what may be done with it, what happened to it. */
export function RecordScreen() {
  const { kind = "", id = "" } = useParams();
  const { kinds, of, error } = useKinds();
  const elsewhere = ownPage(kind)?.record !== undefined;
  if (elsewhere) return <Navigate to={recordPath(kind, id)} replace />;
  if (of(kind)?.is_case === true) return <Navigate to={casePath(id)} replace />;
  if (kinds === undefined && error === null) return <p role="status">正在打开…</p>;
  return <Loaded key={`${kind}/${id}`} kind={kind} id={id} />;
}

function Loaded({ kind, id }: { kind: string; id: string }) {
  const { every } = useKinds();
  // Guards look at other records too.
  const { data, error, refetch } = useOperation("records.show", { kind, id }, { kinds: [kind, ...every] });
  if (data !== undefined) return <Record record={data} every={every} error={error} reload={async () => (await refetch()).data} />;
  if (error === null) return <p role="status">正在打开…</p>;
  return (
    <>
      <PageHeader title="打不开这条记录" back={{ to: "/records", label: "更多" }} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
    </>
  );
}

interface RecordProps {
  record: RecordView;
  every: readonly string[];
  /** The record could not be asked for anew: what is shown may be old. */
  error: CallError | null;
  reload: () => Promise<RecordView | undefined>;
}

function Record({ record, every, error, reload }: RecordProps) {
  const title = titleOf(record.values, record.fields);
  const called = [record.number, title].filter((part) => part !== "").join(" ") || record.kind_label;
  const buttons = pressable(record.kind, record.buttons, record.fields);
  const steps = useSteps({ ...record, number: record.number || title || record.kind_label, buttons }, { prefill: true, reload });
  const labels = useLabels(record);
  const actions = [...steps.actions, ...labels.actions];
  const history = useHistory(record.id, [record.kind, ...every]);
  const facts = { title: "内容", content: <Contents record={record} every={every} /> };
  return (
    <>
      <PageHeader
        title={called}
        beside={<StateTag label={record.state_label} tone={toneOf(record.state)} />}
        back={{ to: listPath(record.kind), label: record.kind_label }}
        subtitle={<Times record={record} />}
        actions={actions.length === 0 ? undefined : <ActionBar label="这条记录可做的事" actions={actions} />}
      />
      <p role="status" className="visually-hidden">{steps.said}</p>
      {[error, steps.error].map((one) => (one === null ? null : <ErrorNote key={one.message} error={one} />))}
      {history.hidden ? <SplitPane main={facts} /> : (
        <SplitPane main={facts} end={{ title: "经过", content: <Card title="台账记录"><History pages={history.pages} kind={record.kind} /></Card> }} />
      )}
      {steps.dialog}
      {labels.dialog}
    </>
  );
}

const NO_GROUPS: readonly RelatedGroup[] = [];

/** What it says, what belongs to it, and the papers that tell of it. */
function Contents({ record, every }: { record: RecordView; every: readonly string[] }) {
  const { data: groups = NO_GROUPS } = useOperation("records.related", { kind: record.kind, id: record.id }, { kinds: [record.kind, ...every] });
  const notices = groups.filter(({ kind }) => kind === "notice").flatMap(({ rows }) => rows);
  const issued = notices.map((row) => ({ id: row.id, number: row.number, title: textOf(row.values.title), state: textOf(row.values.state), state_label: row.state_label }));
  return (
    <>
      <Card title={record.kind_label}><Facts record={record} /></Card>
      <Papers of={record} offers={record.papers} issued={issued} keyed />
      <Related of={record} groups={groups.filter(({ kind }) => kind !== "notice")} />
    </>
  );
}

function Times({ record }: { record: RecordView }) {
  return (
    <>
      登记 <DateText value={instantOf(record.created_ms)} />，更新 <DateText value={instantOf(record.values.updated_ms)} />
    </>
  );
}

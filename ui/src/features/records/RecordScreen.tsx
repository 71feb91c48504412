import { Navigate, useParams } from "react-router";
import { useOperation, type CallError, type RecordView } from "@/bridge";
import { ActionBar } from "@/shared/actions";
import { ErrorNote } from "@/shared/feedback";
import { Card, PageHeader, SplitPane } from "@/shared/layout";
import { titleOf, toneOf, useSteps } from "@/shared/record";
import { DateText } from "@/shared/time";
import { StateTag } from "@/shared/values";
import { instantOf } from "./columns";
import { pressable } from "./declared";
import { Facts } from "./Facts";
import { History, useHistory } from "./History";
import { listPath, ownPage, recordPath } from "./pages";
import { useKinds } from "./useKinds";

/** One record of any kind: what it says, what may be done with it, what happened to it. */
export function RecordScreen() {
  const { kind = "", id = "" } = useParams();
  const elsewhere = ownPage(kind)?.record !== undefined;
  if (elsewhere) return <Navigate to={recordPath(kind, id)} replace />;
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
  const history = useHistory(record.id, [record.kind, ...every]);
  const facts = { title: "内容", content: <Card title={record.kind_label}><Facts record={record} /></Card> };
  return (
    <>
      <PageHeader
        title={called}
        beside={<StateTag label={record.state_label} tone={toneOf(record.state)} />}
        back={{ to: listPath(record.kind), label: record.kind_label }}
        subtitle={<Times record={record} />}
        actions={steps.actions.length === 0 ? undefined : <ActionBar label="这条记录可做的事" actions={steps.actions} />}
      />
      <p role="status" className="visually-hidden">{steps.said}</p>
      {[error, steps.error].map((one) => (one === null ? null : <ErrorNote key={one.message} error={one} />))}
      {history.hidden ? <SplitPane main={facts} /> : (
        <SplitPane main={facts} end={{ title: "经过", content: <Card title="台账记录"><History pages={history.pages} kind={record.kind} /></Card> }} />
      )}
      {steps.dialog}
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

import { Button, Input, Select } from "antd";
import { Fragment, useState } from "react";
import { Link, Navigate, useNavigate, useParams, useSearchParams } from "react-router";
import { useOperation, useOperationPages, type FieldView, type KindView, type Only } from "@/bridge";
import { ActionBar } from "@/shared/actions";
import { DataTable } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { PageHeader } from "@/shared/layout";
import { onlyOf, onlyText, useSteps } from "@/shared/record";
import { formatDate } from "@/shared/time";
import { columnsOf } from "./columns";
import { pressable } from "./declared";
import { casePath, listPath, ownPage, recordPath } from "./pages";
import styles from "./records.module.css";
import { useKinds } from "./useKinds";
import { cellOf } from "./values";

const pathOf = (kind: KindView, id: string) => (kind.is_case ? casePath(id) : recordPath(kind.kind, id));
const BACK = { to: "/records", label: "更多" };

/** The records of one kind, newest change first. */
export function RecordsScreen() {
  const { kind = "" } = useParams();
  const { kinds, of, error, refetch } = useKinds();
  const navigate = useNavigate();
  const found = of(kind);
  if (ownPage(kind)?.list === true) return <Navigate to={listPath(kind)} replace />;
  if (error !== null) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (kinds === undefined) return <p role="status">正在打开…</p>;
  if (found === undefined) {
    return (
      <>
        <PageHeader title="没有这类记录" back={BACK} />
        <EmptyState title="没有这类记录，或您的岗位不能查看" step="从“更多”里选一类。" action={{ label: "更多", run: () => void navigate("/records") }} />
      </>
    );
  }
  return <Records key={kind} kind={found} />;
}

interface Asked {
  words: string;
  state: string | null;
  /** What a figure counted, when the list was opened from one. */
  only: readonly Only[];
}

const ALL: Asked = { words: "", state: null, only: [] };

function Records({ kind }: { kind: KindView }) {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const asked: Asked = { words: search.get("q") ?? "", state: search.get("state"), only: onlyOf(search.get("only") ?? "") };
  const steps = useNew(kind);
  const list = useRows(kind.kind, asked);
  const change = ({ words, state, only }: Asked) =>
    setSearch({ ...(words === "" ? {} : { q: words }), ...(state === null ? {} : { state }), ...(only.length === 0 ? {} : { only: onlyText(only) }) }, { replace: true });
  return (
    <>
      <PageHeader
        title={kind.label}
        back={BACK}
        subtitle={<OwnPageNote kind={kind.kind} />}
        actions={steps.actions.length === 0 ? undefined : <ActionBar label={`新建${kind.label}`} actions={steps.actions} />}
      />
      {list.error === null ? null : <ErrorNote error={list.error} onRetry={list.refetch} />}
      <DataTable
        label={kind.label}
        name={`records/${kind.kind}`}
        primary
        columns={columnsOf(list.fields, list.rows)}
        rows={list.rows}
        rowId={(row) => row.id}
        loading={list.loading}
        onOpen={(row) => void navigate(pathOf(kind, row.id))}
        more={list.more}
        toolbar={<Filters key={asked.words} kind={kind} fields={list.fields} asked={asked} onChange={change} />}
        empty={<Nothing kind={kind} asked={asked} first={steps.actions.find((action) => action.disabledReason === undefined)?.run} onClear={() => change(ALL)} />}
      />
      {steps.dialog}
    </>
  );
}

/** The steps that create one, each with its form; what was made is opened. */
function useNew(kind: KindView) {
  const navigate = useNavigate();
  const { data } = useOperation("records.new", { kind: kind.kind }, { kinds: [kind.kind, "account"], enabled: kind.creates });
  const buttons = pressable(kind.kind, data ?? []);
  const first = buttons.find((button) => button.enabled)?.event;
  return useSteps(
    { kind: kind.kind, id: null, number: kind.label, version: null, buttons },
    { ...(first === undefined ? {} : { primary: [first], chords: { [first]: "c" } }), onDone: (done) => void navigate(pathOf(kind, done.id)) },
  );
}

function useRows(kind: string, { words, state, only }: Asked) {
  const pages = useOperationPages("records.list", { kind, words, state, after: null, ...(only.length === 0 ? {} : { only: [...only] }) }, {
    kinds: [kind],
    next: (page) => page.after,
    after: (input, after) => ({ ...input, after }),
    keepFormer: true,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return {
    fields: pages.data?.pages[0]?.fields ?? [],
    // What is found by words comes as one page of every state.
    rows: words === "" || state === null ? rows : rows.filter((row) => row.values.state === state),
    error: pages.error,
    refetch: () => void pages.refetch(),
    loading: pages.isPending,
    more: { available: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() },
  };
}

interface FiltersProps {
  kind: KindView;
  fields: readonly FieldView[];
  asked: Asked;
  onChange: (asked: Asked) => void;
}

function Filters({ kind, fields, asked, onChange }: FiltersProps) {
  const [text, setText] = useState(asked.words);
  return (
    <div className={styles.filters}>
      <Input.Search
        className={styles.words ?? ""}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onSearch={(value) => onChange({ ...asked, words: value.trim() })}
        placeholder="编号、名称、拼音，回车查找"
        aria-label={`在${kind.label}里查找`}
        allowClear
      />
      {kind.states.length < 2 ? null : (
        <Select
          className={styles.state ?? ""}
          value={asked.state}
          onChange={(state: string | null | undefined) => onChange({ ...asked, state: state ?? null })}
          options={kind.states.map(([value, label]) => ({ value, label }))}
          placeholder="所有状态"
          aria-label="只看一种状态"
          allowClear
        />
      )}
      {asked.only.map((one) => (
        <Button key={one.field} onClick={() => onChange({ ...asked, only: asked.only.filter((other) => other !== one) })}>
          只看 <Narrowed kind={kind} field={fields.find(({ name }) => name === one.field)} only={one} /> <span aria-hidden="true">✕</span>
          <span className="visually-hidden">，去掉这个条件</span>
        </Button>
      ))}
    </div>
  );
}

/** A condition in words: which field, and what it says. */
function Narrowed({ kind, field, only }: { kind: KindView; field: FieldView | undefined; only: Only }) {
  const label = field?.label ?? "状态";
  if (only.is === undefined) {
    const day = (bound: string | undefined) => (bound === undefined ? "" : formatDate(bound));
    return <>{label} {day(only.from)} 至 {day(only.to)}</>;
  }
  if (field === undefined) return <>{label} {only.is.map((state) => kind.states.find(([name]) => name === state)?.[1] ?? state).join("、")}</>;
  return <>{label} {only.is.map((value) => <Fragment key={value}>{cellOf(field, value)} </Fragment>)}</>;
}

function OwnPageNote({ kind }: { kind: string }) {
  const own = ownPage(kind);
  return own === undefined ? null : <>这类记录有专门的页面：<Link to={own.to}>{own.label}</Link></>;
}

interface NothingProps {
  kind: KindView;
  asked: Asked;
  first: (() => void) | undefined;
  onClear: () => void;
}

function Nothing({ kind, asked, first, onClear }: NothingProps) {
  if (asked.words !== "" || asked.state !== null || asked.only.length > 0) {
    return <EmptyState title={`没有符合条件的${kind.label}`} step="换个词，或看全部。" action={{ label: "看全部", run: onClear }} />;
  }
  return first === undefined ? (
    <EmptyState title={`还没有${kind.label}`} step="有了会自动出现在这里。" />
  ) : (
    <EmptyState title={`还没有${kind.label}`} step="新建第一条" chord="C" action={{ label: "新建", run: first }} />
  );
}

import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { toCallError, useOperation, useWaiting, type CallError, type Found } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState, ErrorNote, Progress } from "@/shared/feedback";
import { PageHeader } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { lookUpAll, pastedNumbers, pathOf, type LookedUp } from "./search";
import styles from "./search.module.css";

const PAUSE_MS = 150;
const KINDS = ["quality_case", "sales_order", "order_line", "consumer", "notice", "note", "ruling", "goods", "serial_unit"];

/** One box for everything: numbers, tails, names, pinyin initials, and pasted lists. */
export function SearchScreen() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("q") ?? "";
  return <Search key={asked} asked={asked} onAsk={(text) => setSearch(text === "" ? {} : { q: text }, { replace: true })} />;
}

function Search({ asked, onAsk }: { asked: string; onAsk: (text: string) => void }) {
  const [text, setText] = useState(asked);
  const settled = useSettled(text);
  const numbers = pastedNumbers(settled);
  return (
    <div className={styles.screen}>
      <PageHeader title="查找" subtitle="单号、订单号、快递单号、手机尾号、姓名、拼音首字母；可以粘贴一列单号。" />
      <form
        role="search"
        className={styles.box}
        onSubmit={(event) => {
          event.preventDefault();
          onAsk(text.trim());
        }}
      >
        <Input.TextArea
          // The page exists to be typed into.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => {
            if (event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onAsk(text.trim());
          }}
          autoSize={{ minRows: 1, maxRows: 6 }}
          aria-label="查找什么"
          placeholder="例如 20260305、尾号 5678、张三、zs"
        />
        {text === "" ? null : <Button onClick={() => { setText(""); onAsk(""); }}>清空</Button>}
      </form>
      {numbers.length > 0 ? <List key={numbers.join(" ")} numbers={numbers} /> : <Hits text={settled} />}
    </div>
  );
}

/** What was typed, once it has stood still for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text.trim());
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const clipped = (text: string) => <span className={look.clipped} title={text}>{text === "" ? "—" : text}</span>;

const COLUMNS: DataColumn<Found>[] = [
  { id: "kind", title: "类型", width: 100, cell: (row) => row.kind_label },
  { id: "number", title: "编号", width: 220, rowHeader: true, fixed: true, cell: (row) => clipped(row.number) },
  { id: "title", title: "内容", cell: (row) => clipped(row.title) },
  { id: "state", title: "状态", width: 120, cell: (row) => row.state_label },
  { id: "open", title: "打开", width: 120, cell: (row) => (row.case === null ? <span className={look.quiet}>没有售后单</span> : <Link to={`/cases/${row.case}`}>售后单</Link>) },
];

function Hits({ text }: { text: string }) {
  const navigate = useNavigate();
  const { data, error, isFetching } = useOperation("search", { text }, { kinds: KINDS, enabled: text !== "", keepFormer: true });
  const rows = text === "" ? [] : (data ?? []);
  const open = (row: Found) => void navigate(pathOf(row));
  if (error !== null) return <ErrorNote error={error} />;
  return (
    <DataTable
      label="查找结果"
      primary
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => `${row.kind} ${row.id}`}
      loading={isFetching}
      onOpen={open}
      empty={text === "" ? <EmptyState title="输入要找的内容" step="输入后立即显示结果；J、K 上下移动，回车打开。" /> : <EmptyState title={`没有找到“${text.slice(0, 30)}”`} step="核对号码，换姓名、尾号或拼音首字母再试。" />}
    />
  );
}

/** A pasted list: each number is looked up, and those that lead nowhere are named. */
function List({ numbers }: { numbers: readonly string[] }) {
  const [results, setResults] = useState<LookedUp[] | null>(null);
  const [done, setDone] = useState(0);
  const [error, setError] = useState<CallError | null>(null);
  const [stopped, setStopped] = useState(false);
  const waiting = useWaiting(results === null && error === null && !stopped);
  useEffect(() => {
    let left = false;
    lookUpAll(numbers, (n) => !left && setDone(n), () => left || stopped).then(
      (all) => !left && setResults(all),
      (thrown: unknown) => !left && setError(toCallError(thrown)),
    );
    return () => {
      left = true;
    };
    // The list is made anew on every render; this part is keyed by what is in it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stopped]);
  if (error !== null) return <ErrorNote error={error} />;
  if (results === null) return <Progress waiting={waiting} label="正在逐个查找" done={done} total={numbers.length} onCancel={() => setStopped(true)} />;
  const missed = results.filter((result) => result.hits.length === 0);
  const rows = results.flatMap((result) => result.hits.slice(0, 3));
  return <Looked rows={rows} asked={numbers.length} found={results.length - missed.length} missed={missed.map((one) => one.number)} />;
}

function Looked({ rows, asked, found, missed }: { rows: Found[]; asked: number; found: number; missed: string[] }) {
  const navigate = useNavigate();
  const unique = [...new Map(rows.map((row) => [`${row.kind} ${row.id}`, row])).values()];
  return (
    <>
      <p role="status">粘贴了 {asked} 个号码：找到 {found} 个，没找到 {missed.length} 个。</p>
      {missed.length === 0 ? null : (
        <div className={styles.missed}>
          <p><strong>没找到：</strong></p>
          <ul>{missed.map((number) => <li key={number}>{number}</li>)}</ul>
          <Button size="small" onClick={() => void navigator.clipboard.writeText(missed.join("\n"))}>复制没找到的</Button>
        </div>
      )}
      <DataTable
        label="找到的"
        primary
        columns={COLUMNS}
        rows={unique}
        rowId={(row) => `${row.kind} ${row.id}`}
        onOpen={(row) => void navigate(pathOf(row))}
        empty={<EmptyState title="一个都没找到" step="核对号码后再粘贴。" />}
      />
    </>
  );
}

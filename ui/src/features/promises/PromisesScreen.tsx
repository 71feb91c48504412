import { useSearchParams } from "react-router";
import { useOperation, type PromiseRow } from "@/bridge";
import { pressable } from "@/features/records";
import { ActionBar } from "@/shared/actions";
import { DataTable } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { DateField } from "@/shared/form";
import { PageHeader } from "@/shared/layout";
import { useSteps } from "@/shared/record";
import { useNow } from "@/shared/time";
import { formatFen } from "@/shared/values";
import { boardColumns } from "./boardColumns";
import { addUp, type Period } from "./figures";
import { PromisePanel } from "./PromisePanel";
import styles from "./promises.module.css";

const KINDS = ["promise", "fulfilment", "breach"] as const;

/** 承诺: the register and how each promise is kept, in a period. */
export function PromisesScreen() {
  const [search, setSearch] = useSearchParams();
  const period = { from: search.get("from") ?? "", to: search.get("to") ?? "" };
  const chosen = search.get("p");
  const now = useNow().toISOString();
  const board = useOperation("promises.board", asked(period), { kinds: KINDS, keepFormer: true });
  const rows = board.data?.rows ?? [];
  const address = (next: Period, promise: string | null) =>
    setSearch({ ...(next.from === "" ? {} : { from: next.from }), ...(next.to === "" ? {} : { to: next.to }), ...(promise === null ? {} : { p: promise }) }, { replace: true });
  const choose = ({ id }: PromiseRow) => address(period, id);
  const drafting = useDrafting((id) => address(period, id));
  const first = drafting.actions[0];
  return (
    <>
      <PageHeader title="承诺" subtitle={<Summary rows={rows} />} actions={drafting.actions.length === 0 ? undefined : <ActionBar label="新建承诺" actions={drafting.actions} />} />
      {board.error === null ? null : <ErrorNote error={board.error} onRetry={() => void board.refetch()} />}
      <DataTable
        label="承诺看板"
        name="promises"
        primary
        columns={boardColumns(period, now)}
        rows={rows}
        rowId={({ id }) => id}
        loading={board.isPending}
        onOpen={choose}
        toolbar={<PeriodFields period={period} onChange={(next) => address(next, chosen)} />}
        empty={<Nothing {...(first === undefined ? {} : { run: first.run })} />}
      />
      {chosen === null ? (rows.length === 0 ? null : <p className={styles.hint}>按 Enter 或双击一行，看承诺全文、能力记录和可做的事。</p>) : <PromisePanel key={chosen} id={chosen} row={rows.find(({ id }) => id === chosen)} />}
      {drafting.dialog}
    </>
  );
}

const asked = ({ from, to }: Period) => ({ from: from === "" ? null : from, to: to === "" ? null : to });

function useDrafting(onDrafted: (id: string) => void) {
  const { data } = useOperation("records.new", { kind: "promise" }, { kinds: ["promise", "account"] });
  const buttons = pressable("promise", data ?? []);
  return useSteps({ kind: "promise", id: null, number: "承诺", version: null, buttons }, { primary: ["draft"], chords: { draft: "n" }, onDone: (done) => onDrafted(done.id) });
}

function Summary({ rows }: { rows: readonly PromiseRow[] }) {
  const { published, owedCases, owedFen, over } = addUp(rows);
  return <>公示中 {published} 项；应赔未赔 {owedCases} 单 {formatFen(owedFen)}{over === 0 ? "" : `；${over} 项履约率低于预警线`}。每个数字都能打开到订单。</>;
}

function PeriodFields({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  return (
    <div className={styles.period}>
      <label htmlFor="promises-from">起算自</label>
      <span className={styles.day}><DateField id="promises-from" value={period.from} onChange={(from) => onChange({ ...period, from })} status="" /></span>
      <label htmlFor="promises-to">至</label>
      <span className={styles.day}><DateField id="promises-to" value={period.to} onChange={(to) => onChange({ ...period, to })} status="" /></span>
    </div>
  );
}

function Nothing({ run }: { run?: () => void }) {
  return run === undefined ? (
    <EmptyState title="还没有服务承诺" step="经理起草并公示以后，每一单的履约会在这里算出来。" />
  ) : (
    <EmptyState title="还没有服务承诺" step="起草第一项：写明期限、赔付和能力，自查通过后公示" chord="n" action={{ label: "起草承诺", run }} />
  );
}

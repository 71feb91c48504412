import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useOperation, useOperationPages, type ListRow, type Only } from "@/bridge";
import { recordPath } from "@/features/records";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { toneOf } from "@/shared/record";
import { DateText } from "@/shared/time";
import { Money, StateTag, textOf } from "@/shared/values";
import { OWED } from "./figures";
import styles from "./promises.module.css";

const fen = (value: unknown) => (typeof value === "number" ? value : null);

const COLUMNS: readonly DataColumn<ListRow>[] = [
  { id: "number", title: "单号", width: 132, rowHeader: true, fixed: true, cell: ({ number }) => number },
  { id: "title", title: "承诺", cell: ({ values }) => <Promised title={textOf(values.title)} /> },
  { id: "order", title: "订单号", width: 176, cell: ({ values }) => textOf(values.order_no) },
  { id: "state", title: "状态", width: 104, cell: ({ state_label, values }) => <StateTag label={state_label} tone={toneOf(textOf(values.state))} /> },
  { id: "due", title: "承诺到期", width: 140, cell: ({ values }) => <DateText value={textOf(values.due_at)} /> },
  { id: "amount", title: "应赔", width: 96, align: "right", cell: ({ values }) => <Money fen={fen(values.amount_fen)} /> },
];

/** The case is named by number and name of its promise; in a row the name says more. */
function Promised({ title }: { title: string }) {
  return <span className={look.clipped} title={title}>{title.replace(/^CN-[^：]*：/, "")}</span>;
}

interface BreachesProps {
  /** Only those of this promise. */
  promise?: string;
  /** The list of the screen. */
  primary?: boolean;
}

/** Breaches that are still to be paid for; the sum of the one that is stood upon opens to its working. */
export function Breaches({ promise, primary = false }: BreachesProps) {
  const navigate = useNavigate();
  const [at, setAt] = useState<string | null>(null);
  const only: Only[] = [...(promise === undefined ? [] : [{ field: "promise_id", is: [promise] }]), { field: "state", is: OWED }];
  const pages = useOperationPages("records.list", { kind: "breach", words: "", state: null, after: null, only }, {
    kinds: ["breach"],
    next: (page) => page.after,
    after: (input, after) => ({ ...input, after }),
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const shown = rows.find(({ id }) => id === at) ?? rows[0];
  return (
    <Card title="已承诺未赔">
      {pages.error === null ? null : <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      <div className={rows.length === 0 ? "" : styles.sides}>
        <DataTable
          label="已承诺未赔"
          columns={promise === undefined ? COLUMNS : COLUMNS.filter(({ id }) => id !== "title")}
          rows={rows}
          rowId={({ id }) => id}
          loading={pages.isPending}
          primary={primary}
          onActive={({ id }) => setAt(id)}
          onOpen={({ id }) => void navigate(recordPath("case", id))}
          more={{ available: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
          empty={<EmptyState title="没有应赔未赔的违诺" step="每一单按承诺的规则计算，违诺会自动排到这里。" />}
        />
        {shown === undefined ? null : <Working key={shown.id} breach={shown} />}
      </div>
    </Card>
  );
}

/** How the breach was found, and how its sum was computed, line by line. */
function Working({ breach }: { breach: ListRow }) {
  const id = textOf(breach.values.fulfilment_id);
  const found = useOperation("records.show", { kind: "fulfilment", id }, { kinds: ["fulfilment"] });
  const amount = fen(breach.values.amount_fen);
  return (
    <section aria-label={`${breach.number} 的计算`} className={styles.working}>
      <h3>{breach.number}</h3>
      <p className={look.quiet}>怎样认定的</p>
      <Lines of={found.data?.values.working} />
      <p className={look.quiet}>怎样算的</p>
      <Lines of={breach.values.working} />
      <p>应赔 {amount === null ? "待核定" : <Money fen={amount} strong />}</p>
      <Link to={recordPath("case", breach.id)}>打开违诺单</Link>
    </section>
  );
}

function Lines({ of }: { of: unknown }) {
  const lines = Array.isArray(of) ? of.map((line) => textOf(line)) : [];
  return <ol className={styles.lines}>{lines.map((line, at) => <li key={at}>{line}</li>)}</ol>;
}

import { useState } from "react";
import { Link } from "react-router";
import { useOperation, type CaseRow } from "@/bridge";
import { EmptyState } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { performStep, StepDialog } from "@/shared/record";
import styles from "../returns.module.css";

interface OrphanProps {
  code: string;
  /** Cases of the code that have ended. */
  ended: readonly CaseRow[];
  onRegistered: (id: string) => void;
}

/** A parcel without an open case: said so, and registered here, with what the code tells filled in. */
export function Orphan({ code, ended, onRegistered }: OrphanProps) {
  const [asking, setAsking] = useState(false);
  const kinds = ["returns_exchange", "sales_order", "account"];
  const { data: buttons } = useOperation("records.new", { kind: "returns_exchange" }, { kinds });
  const { data: hits } = useOperation("search", { text: code }, { kinds });
  const apply = buttons?.find(({ event }) => event === "apply");
  const order = hits?.find(({ kind }) => kind === "sales_order");
  // A number that is an order's is not the parcel's.
  const known = order === undefined ? { return_tracking_no: code, application: "return_refund" } : { order_id: order.id, application: "return_refund" };
  return (
    <Card>
      <EmptyState
        title={`没有在办的退换货单对应 ${code}`}
        step={order === undefined ? "可能没有申请就寄回来了。先别拆，核对面单上的姓名和电话，再登记。" : `这是订单 ${order.number || order.title} 的单号，还没有退换货单。`}
        {...(apply === undefined ? {} : { action: { label: "登记退换货", run: () => setAsking(true) } })}
      />
      {apply === undefined && buttons !== undefined ? <p className={look.quiet}>您的岗位不能登记，请交给客服。</p> : null}
      <Ended rows={ended} />
      <StepDialog
        button={asking ? apply ?? null : null}
        on="退换货单"
        seen={{ fields: apply?.asks ?? [], values: known }}
        onSubmit={async (typed) => {
          const input = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null));
          const done = await performStep({ kind: "returns_exchange", id: null, version: null }, "apply", input);
          onRegistered(done.id);
        }}
        onClose={() => setAsking(false)}
      />
    </Card>
  );
}

function Ended({ rows }: { rows: readonly CaseRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <p className={look.quiet}>已结束的：</p>
      <ul className={styles.done}>{rows.map(({ id, number, title, state_label }) => <li key={id}><Link to={`/cases/${id}`}>{number}</Link> {title}（{state_label}）</li>)}</ul>
    </>
  );
}

import { Button, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ANY_KIND, useOperation, usePerform, type ConflictCard } from "@/bridge";
import { ConfirmReason, EmptyState, ErrorNote } from "@/shared/feedback";
import { PageHeader } from "@/shared/layout";
import { atCounter, useSession } from "@/shared/session";
import { DateText } from "@/shared/time";
import styles from "./conflicts.module.css";

const place = (card: ConflictCard) => `${card.device}/${card.epoch}/${card.seq}/${card.id}/${card.field_label}`;
const words = (value: unknown) => (value === null || value === undefined || value === "" ? "（空）" : typeof value === "string" ? value : JSON.stringify(value));

/** 冲突: where two seats decided apart. Nothing was lost; somebody says what is to stand. */
export function ConflictsScreen() {
  const cards = useOperation("conflicts.list", {}, { kinds: ANY_KIND });
  const settle = usePerform("conflicts.settle");
  const [open, setOpen] = useState<ConflictCard | null>(null);
  const may = atCounter(useSession().person.role);
  return (
    <div>
      <PageHeader title="冲突" subtitle="两个席位在不知道对方的情况下改了同一处。先到的为准，后到的原样留在这里，由人决定。" />
      {cards.error === null ? null : <ErrorNote error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.data?.length === 0 ? <EmptyState title="没有冲突" step="各席位的记录一致，不用处理。" /> : null}
      <ul className={styles.list} aria-label="冲突">
        {(cards.data ?? []).map((card) => (
          <Card key={place(card)} card={card} {...(may ? { onSettle: () => setOpen(card) } : {})} />
        ))}
      </ul>
      <ConfirmReason
        open={open !== null}
        title={`处理冲突 ${open?.number ?? ""}`}
        consequence="现在的内容保持不变，您写的处理办法记入台账。要采用另一席位的做法，请先在单子上照常办理这一步。"
        confirm="已处理"
        suggestions={["已与消费者核实，以现在的内容为准", "已按另一席位的做法重新办理"]}
        onConfirm={async (reason) => {
          if (open === null) return;
          await settle.perform({ device: open.device, epoch: open.epoch, seq: open.seq, reason });
          await cards.refetch();
        }}
        onClose={() => setOpen(null)}
      />
    </div>
  );
}

function Card({ card, onSettle }: { card: ConflictCard; onSettle?: () => void }) {
  const to = card.kind.endsWith("_case") ? `/cases/${card.id}` : `/records/${card.kind}/${card.id}`;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <Link to={to}>{card.number === "" ? card.kind_label : `${card.kind_label} ${card.number}`}</Link>
        <Tag>{card.parked ? "另一席位的这一步没有生效" : "以后改的为准"}</Tag>
        <span>
          {card.who ?? "另一席位"} <DateText value={new Date(card.at_ms).toISOString()} /> {card.event_label}
        </span>
      </div>
      <dl className={styles.sides}>
        <div className={styles.side}>
          <dt>{card.parked ? "现在" : "原来"}{card.field_label === "" ? "" : `·${card.field_label}`}</dt>
          <dd>{words(card.stands)}</dd>
        </div>
        <div className={styles.side}>
          <dt>另一席位{card.field_label === "" ? "" : `·${card.field_label}`}</dt>
          <dd>{words(card.brought)}</dd>
        </div>
      </dl>
      {onSettle === undefined ? null : <Button onClick={onSettle}>写明怎样处理…</Button>}
    </li>
  );
}

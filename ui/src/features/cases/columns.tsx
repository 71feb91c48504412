import type { CaseRow } from "@/bridge";
import type { DataColumn } from "@/shared/DataTable";
import { DueText, LaneBadge } from "@/shared/deadline";
import look from "@/shared/look.module.css";
import { toneOf } from "@/shared/record";
import { DateText } from "@/shared/time";
import { StateTag } from "@/shared/values";

const clipped = (text: string | null) => (text === null || text === "" ? "—" : <span className={look.clipped} title={text}>{text}</span>);

export const COLUMNS: DataColumn<CaseRow>[] = [
  { id: "lane", title: "时限", width: 52, cell: (row) => (row.lane === null ? "—" : <LaneBadge lane={row.lane} />) },
  { id: "number", title: "单号", width: 132, rowHeader: true, fixed: true, cell: (row) => row.number },
  { id: "kind", title: "类型", width: 80, hidden: true, cell: (row) => row.kind_label },
  { id: "consumer", title: "消费者", width: 104, cell: (row) => clipped(row.consumer) },
  { id: "goods", title: "商品", cell: (row) => clipped(row.title) },
  { id: "order", title: "订单号", width: 176, cell: (row) => clipped(row.order_no) },
  { id: "shop", title: "店铺", width: 120, hidden: true, cell: (row) => clipped(row.shop) },
  { id: "state", title: "状态", width: 124, cell: (row) => <StateTag label={row.state_label} tone={toneOf(row.state, row.ended)} /> },
  { id: "owner", title: "负责人", width: 88, cell: (row) => clipped(row.owner) },
  { id: "opened", title: "登记", width: 140, hidden: true, cell: (row) => <DateText value={row.opened_at} /> },
  { id: "due", title: "剩余", width: 236, cell: (row) => (row.due_at === null || row.ended ? "—" : <DueText due={row.due_at} />) },
];

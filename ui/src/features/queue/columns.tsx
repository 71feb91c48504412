import { Link } from "react-router";
import type { CaseRow } from "@/bridge";
import type { DataColumn } from "@/shared/DataTable";
import { DueText, LaneBadge } from "@/shared/deadline";
import { caseHref, toneOf } from "@/shared/record";
import { DateText } from "@/shared/time";
import { StateTag } from "@/shared/values";

const NONE = "—";

/** A case in a list: whose limit, which case, whose, what, where it stands, what is next, how long. */
export const COLUMNS: readonly DataColumn<CaseRow>[] = [
  { id: "lane", title: "时限", width: 48, cell: ({ lane, ended }) => (lane === null || ended ? NONE : <LaneBadge lane={lane} />) },
  { id: "number", title: "单号", width: 136, rowHeader: true, fixed: true, cell: ({ id, number }) => <Link to={caseHref(id)} tabIndex={-1}>{number}</Link> },
  { id: "kind", title: "类型", width: 80, cell: ({ kind_label }) => kind_label },
  { id: "consumer", title: "消费者", width: 88, cell: ({ consumer }) => consumer ?? NONE },
  { id: "goods", title: "商品", cell: ({ title }) => title },
  { id: "order", title: "订单号", width: 176, hidden: true, cell: ({ order_no }) => order_no ?? NONE },
  { id: "shop", title: "店铺", width: 120, hidden: true, cell: ({ shop }) => shop ?? NONE },
  { id: "state", title: "状态", width: 112, cell: ({ state, state_label, ended }) => <StateTag label={state_label} tone={toneOf(state, ended)} /> },
  { id: "next", title: "下一步", width: 112, cell: ({ next }) => next ?? NONE },
  { id: "owner", title: "负责人", width: 80, hidden: true, cell: ({ owner }) => owner ?? NONE },
  { id: "opened", title: "登记", width: 140, hidden: true, cell: ({ opened_at }) => <DateText value={opened_at} /> },
  { id: "due", title: "剩余", width: 220, cell: ({ due_at, ended }) => (due_at === null || ended ? NONE : <DueText due={due_at} />) },
];

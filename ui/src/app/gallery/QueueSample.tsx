import { useState } from "react";
import { DataTable, type DataColumn, type Sort } from "@/shared/DataTable";
import { DueText, LaneBadge } from "@/shared/deadline";
import { EmptyState } from "@/shared/feedback";
import { Money, StateTag } from "@/shared/values";
import { sampleCases, type SampleCase } from "./cases";

const COLUMNS: DataColumn<SampleCase>[] = [
  { id: "lane", title: "时限", width: 56, cell: (row) => <LaneBadge lane={row.lane} /> },
  { id: "number", title: "单号", width: 124, rowHeader: true, fixed: true, sortable: true, cell: (row) => row.number },
  { id: "type", title: "类型", width: 92, cell: (row) => row.type },
  { id: "consumer", title: "消费者", width: 112, cell: (row) => row.consumer },
  { id: "goods", title: "商品", cell: (row) => row.goods },
  { id: "state", title: "状态", width: 104, cell: (row) => <StateTag label={row.state} tone={row.tone} /> },
  { id: "next", title: "下一步", width: 68, cell: (row) => row.next },
  { id: "paid", title: "实付", width: 148, align: "right", sortable: true, cell: (row) => <Money fen={row.paid} /> },
  { id: "due", title: "剩余", width: 268, sortable: true, cell: (row) => <DueText due={row.due} met={row.met ?? null} paused={row.paused ?? null} /> },
];

interface QueueSampleProps {
  count: number;
  primary?: boolean;
  loading?: boolean;
}

export function QueueSample({ count, primary = false, loading = false }: QueueSampleProps) {
  const [ids, onChange] = useState<ReadonlySet<string>>(new Set(["2"]));
  const [sort, setSort] = useState<Sort | null>({ column: "due", descending: false });
  return (
    <DataTable
      label={count > 100 ? "很长的列表" : count === 0 ? "空列表" : "我的队列"}
      name="gallery"
      columns={COLUMNS}
      rows={sampleCases(count)}
      rowId={(row) => row.id}
      loading={loading}
      primary={primary}
      selection={{ ids, onChange }}
      sort={{ by: sort, onChange: setSort }}
      onOpen={() => undefined}
      empty={<EmptyState title="还没有售后单" step="把平台导出的订单文件拖到这里" chord="Ctrl+O" action={{ label: "选择文件", run: () => undefined }} />}
      more={{ available: count === 6, loading: false, load: () => undefined }}
      toolbar={<strong>{loading ? "正在取第一页" : `${count} 行`}</strong>}
    />
  );
}

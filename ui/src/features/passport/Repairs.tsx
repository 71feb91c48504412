import { Link, useNavigate } from "react-router";
import type { PassportRepair } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState } from "@/shared/feedback";
import { Card } from "@/shared/layout";

const CAUSES: readonly [keyof PassportRepair["days"], string][] = [
  ["parts_not_supplied", "缺件"],
  ["repairer", "修理者"],
  ["consumer", "消费者"],
  ["other", "其他"],
];

const causes = ({ days }: PassportRepair) => CAUSES.flatMap(([cause, words]) => (days[cause] > 0 ? [`${words} ${days[cause]}`] : [])).join("，") || "—";
const counted = ({ counted_days, charged, out }: PassportRepair) => (counted_days !== null ? `计入，顺延 ${counted_days} 天` : charged ? "收费，不计" : out === null ? "还在修" : "不计");

const COLUMNS: DataColumn<PassportRepair>[] = [
  { id: "number", title: "维修单", width: 150, rowHeader: true, fixed: true, cell: ({ id, number }) => <Link to={`/cases/${id}`} tabIndex={-1}>{number}</Link> },
  { id: "in", title: "送修", width: 104, cell: ({ sent_in }) => sent_in },
  { id: "out", title: "交付", width: 104, cell: ({ out, state_label }) => out ?? state_label },
  { id: "days", title: "天数", width: 60, align: "right", cell: ({ days }) => days.total },
  { id: "causes", title: "其中", width: 120, cell: causes },
  { id: "fault", title: "检测出的故障", cell: ({ fault_found }) => fault_found ?? "—" },
  { id: "counted", title: "是否计入", width: 140, cell: counted },
];

/** Each repair with its days, their causes, and what it gave to the period. */
export function Repairs({ repairs }: { repairs: readonly PassportRepair[] }) {
  const navigate = useNavigate();
  return (
    <Card title="维修记录">
      <DataTable
        label="维修记录"
        columns={COLUMNS}
        rows={repairs}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(`/cases/${row.id}`)}
        empty={<EmptyState title="没有修过" step="送修时在接修里选这台，就记到这里。" />}
      />
    </Card>
  );
}

import { Button } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import { useOperation } from "@/bridge";
import { CaseTable, useCaseKinds } from "@/features/queue";
import { EmptyState } from "@/shared/feedback";
import { useKeys } from "@/shared/keys";
import { PageHeader } from "@/shared/layout";
import { askedFor, isNarrow, readFilter, writeFilter, type ListFilter } from "./filter";
import { FilterBar } from "./FilterBar";
import styles from "./cases.module.css";

/** 售后单: one list of cases of every kind, nearest limit first. */
export function CasesScreen() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const filter = readFilter(search);
  const { cases, watched } = useCaseKinds();
  const counts = useOperation("cases.counts", {}, { kinds: watched });
  const change = (next: ListFilter) => setSearch(writeFilter(next), { replace: true });
  const create = () => void navigate("/cases/new");
  useKeys([{ chord: "c", label: "登记售后单", group: "售后单", run: create }]);
  return (
    <div className={styles.screen}>
      <PageHeader title="售后单" actions={<Button type="primary" onClick={create}>登记售后单 <kbd>C</kbd></Button>} />
      <FilterBar filter={filter} counts={counts.data ?? []} kinds={cases} onChange={change} />
      <CaseTable
        label="售后单"
        name="cases"
        filter={askedFor(filter)}
        empty={<Nothing filter={filter} anyCase={(counts.data ?? []).length > 0} onClear={() => change(readFilter(new URLSearchParams("which=all")))} onImport={() => void navigate("/imports")} />}
      />
    </div>
  );
}

function Nothing({ filter, anyCase, onClear, onImport }: { filter: ListFilter; anyCase: boolean; onClear: () => void; onImport: () => void }) {
  if (!anyCase) {
    return <EmptyState title="还没有售后单" step="先导入平台导出的订单或售后单文件，或直接登记一件" chord="C" action={{ label: "导入订单", run: onImport }} />;
  }
  return isNarrow(filter) ? (
    <EmptyState title="没有符合条件的售后单" step={filter.late ? "没有一件超时。" : "放宽条件，或看全部。"} action={{ label: "看全部", run: onClear }} />
  ) : (
    <EmptyState title="没有售后单" step="登记一件" chord="C" />
  );
}

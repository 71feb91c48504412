import { useParams } from "react-router";
import { useOperation } from "@/bridge";
import { useKinds } from "@/features/records";
import { ErrorNote } from "@/shared/feedback";
import { CasePage } from "./frame/CasePage";
import { CASE_KINDS } from "./kinds";
import type { CasePanel, CasePanels } from "./panels";

const PLAIN: CasePanel = {};

/** One case of any kind: facts, what happened, limits and what was decided. */
export function CaseScreen({ panels }: { panels: CasePanels }) {
  const { id = "" } = useParams();
  const { every } = useKinds();
  // Its parts and what it points to are of any kind.
  const { data, error, refetch } = useOperation("cases.show", { id }, { kinds: [...CASE_KINDS, ...every] });
  if (data === undefined) return error === null ? <p role="status">正在打开…</p> : <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {error === null ? null : <ErrorNote error={error} safe="下面是刚才的内容。" onRetry={() => void refetch()} />}
      <CasePage key={data.record.id} view={data} panel={panels[data.record.kind] ?? PLAIN} reload={async () => (await refetch()).data?.record} />
    </>
  );
}

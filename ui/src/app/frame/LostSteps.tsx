import { Button } from "antd";
import { useEffect, useSyncExternalStore } from "react";
import { ANY_KIND, lostSteps, settle, useOperation, useRefetchAll, type Outcome } from "@/bridge";
import { Banner } from "../shell";

const MINUTE_MS = 60_000;

/** What became of steps whose answer was lost: by a crash, a reload, a failed disk. Each stays until somebody has read it. */
export function LostSteps() {
  const steps = useSyncExternalStore(lostSteps.subscribe, lostSteps.current);
  const outcomes = useOperation("operations.outcome", { steps: [...steps] }, { kinds: ANY_KIND, enabled: steps.length > 0, every: MINUTE_MS });
  const refetchAll = useRefetchAll();
  const known = outcomes.data?.some(({ ended }) => ended === "done" || ended === "part") ?? false;
  useEffect(() => {
    // Its change was never told, because its answer was lost.
    if (known) refetchAll();
  }, [known, refetchAll]);
  return outcomes.data?.filter(({ id }) => steps.some((step) => step.id === id)).map((outcome) => <Lost key={outcome.id} outcome={outcome} />);
}

function Lost({ outcome: { id, ended, words } }: { outcome: Outcome }) {
  return (
    <Banner level={ended === "done" ? "warning" : "error"}>
      <span>上一步没有等到回答：{words}</span>
      {ended === "unknown" ? null : <Button size="small" onClick={() => settle(id)}>知道了</Button>}
    </Banner>
  );
}

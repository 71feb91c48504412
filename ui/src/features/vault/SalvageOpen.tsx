import { Button } from "antd";
import { useHealthRemedy, usePerform } from "@/bridge";
import { ErrorNote, Progress } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import { SALVAGE_WORDS } from "./salvageWords";
import { SalvageTold } from "./SalvageTold";

/** For a shop that is open and damaged; there only once something was met that cannot be read. */
export function SalvageOpen() {
  const damaged = useHealthRemedy("keys.salvage");
  const { perform, pending, waiting, error, done } = usePerform("keys.salvage");
  if (damaged === undefined && done === undefined) return null;
  return (
    <Card title="抢救还能读出的内容">
      {done === undefined ? (
        <>
          <p>{SALVAGE_WORDS}期间不能保存，其他人稍等。</p>
          <Button type="primary" loading={pending} onClick={() => void perform({}).catch(() => undefined)}>开始抢救</Button>
        </>
      ) : <SalvageTold done={done} />}
      <Progress waiting={waiting} label="正在逐条读出，数据多时要几分钟" />
      {error === null ? null : <ErrorNote error={error} safe="原文件夹没有改动。" />}
    </Card>
  );
}

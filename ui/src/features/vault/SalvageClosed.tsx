import { Button } from "antd";
import { useState } from "react";
import { call, useWaiting, type Salvaged } from "@/bridge";
import { CODE_HELP, tidyCode } from "@/features/session";
import { Progress } from "@/shared/feedback";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { SALVAGE_WORDS } from "./salvageWords";
import { SalvageTold } from "./SalvageTold";
import styles from "./vault.module.css";

const FIELDS: readonly FieldDeclaration[] = [{ name: "code", label: "恢复码", type: "text", help: `${CODE_HELP}。系统钥匙串能用时，可以不填` }];

interface SalvageClosedProps {
  /** The code that was typed already, if any. */
  code: string;
  onCancel: () => void;
}

/** For a shop that does not open: whoever has its key carries what can be read into a new folder. */
export function SalvageClosed({ code, onCancel }: SalvageClosedProps) {
  const [done, setDone] = useState<Salvaged | null>(null);
  const [busy, setBusy] = useState(false);
  const waiting = useWaiting(busy);
  const salvage = async (typed: string) => {
    setBusy(true);
    setDone(await call("shop.salvage", { code: typed === "" ? null : typed }).finally(() => setBusy(false)));
  };
  if (done !== null) {
    return (
      <>
        <SalvageTold done={done} />
        <div className={styles.actions}><Button onClick={onCancel}>返回</Button></div>
      </>
    );
  }
  return (
    <>
      <p>{SALVAGE_WORDS}</p>
      <FormFromFields fields={FIELDS} initial={{ code }} submit="开始抢救" focus="code" onSubmit={(values) => salvage(tidyCode(String(values.code ?? "")))} onCancel={onCancel} cancel="返回" />
      <Progress waiting={waiting} label="正在逐条读出，数据多时要几分钟" />
    </>
  );
}

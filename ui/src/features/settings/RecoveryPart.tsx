import { useState } from "react";
import { call, CallError, toCallError, type RecoverySheetView } from "@/bridge";
import { RecoverySteps } from "@/features/setup";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { Card } from "@/shared/layout";
import { useSession } from "@/shared/session";
import styles from "./settings.module.css";

const FIELDS: readonly FieldDeclaration[] = [
  { name: "password", label: "您的密码", type: "password", required: true, autoComplete: "current-password", help: "换恢复码之前，再确认一次是您本人" },
];

const WHAT_FOR = "恢复码是打开店铺数据的最后一把钥匙：电脑坏了、重装系统时用。凭条丢了、被人看过，或建店时没有核对完，就换一张新的；换了以后，旧凭条不能再用。";

type Stage = { at: "ask" } | { at: "sheet"; sheet: RecoverySheetView } | { at: "done" };

/** A new recovery code: the old one opens nothing any more. Ends only when two groups were typed back. */
export function RecoveryPart() {
  const { shop, refresh } = useSession();
  const [stage, setStage] = useState<Stage>({ at: "ask" });
  const renew = async (password: string) => {
    const sheet = await call("shop.renew_recovery", { password }).catch((thrown: unknown) => Promise.reject(atPassword(toCallError(thrown))));
    setStage({ at: "sheet", sheet });
    refresh();
  };
  const confirmed = async () => {
    setStage({ at: "done" });
    refresh();
  };
  return (
    <Card title="恢复码">
      <div className={styles.narrow}>
        {stage.at === "sheet" ? <RecoverySteps shop={shop.shop ?? ""} sheet={stage.sheet} onChecking={() => undefined} onConfirmed={confirmed} /> : null}
        {stage.at === "done" ? <p role="status">✓ 新的恢复码已核对。旧凭条作废，请销毁，免得以后拿错。</p> : null}
        {stage.at === "ask" ? (
          <>
            <p className={styles.intro}>{WHAT_FOR}</p>
            {shop.recovery_pending ? <p className={styles.pending}><span aria-hidden="true">! </span>现在的恢复码还没有核对过，请换一张新的并核对。</p> : null}
            <FormFromFields fields={FIELDS} submit="换新恢复码" onSubmit={({ password }) => renew(String(password))} />
          </>
        ) : null}
      </div>
    </Card>
  );
}

function atPassword(refused: CallError): CallError {
  if (refused.code !== "wrong_password") return refused;
  const { code, message, retryable, trace_id } = refused;
  return new CallError({ code, message, retryable, trace_id, field: "password" });
}

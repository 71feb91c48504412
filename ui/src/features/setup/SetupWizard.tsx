import { Button } from "antd";
import { useState } from "react";
import { call, type RecoverySheetView, type SignedIn } from "@/bridge";
import { FrontPage } from "@/shared/layout";
import { FoundForm, type Founded } from "./FoundForm";
import { RecoverySteps } from "./RecoverySteps";
import styles from "./setup.module.css";
import { Steps } from "./Steps";

type Stage = { at: "found" } | { at: "recovery"; shop: Founded; sheet: RecoverySheetView };

const TITLES = ["建店", "保存恢复凭条", "核对恢复码"];

interface SetupWizardProps {
  onBegun: () => void;
  onDone: (person: SignedIn) => void;
  /** There is a shop already, in a backup. */
  onRestore: () => void;
}

/**
 * The first start: a shop, its owner, and the paper without which nobody can help when the computer is gone. `onBegun`: the shop
 * is there, and must not be opened before the code was typed back.
 */
export function SetupWizard({ onBegun, onDone, onRestore }: SetupWizardProps) {
  const [stage, setStage] = useState<Stage>({ at: "found" });
  const [checking, setChecking] = useState(false);
  const step = stage.at === "found" ? 0 : checking ? 2 : 1;
  const finish = async ({ login, password }: Founded) => onDone(await call("session.sign_in", { login, password }));
  return (
    <FrontPage title={TITLES[step] ?? ""} subtitle={stage.at === "found" ? "数据只存在这台电脑上，加密保存，不联网也能用。" : undefined}>
      <Steps names={TITLES} at={step} />
      {stage.at === "found" ? (
        <>
          <FoundForm
            onFounded={(shop, sheet) => {
              onBegun();
              setStage({ at: "recovery", shop, sheet });
            }}
          />
          <p className={styles.other}>
            <span>店铺原来在别的电脑上，或重装过系统：</span>
            <Button onClick={onRestore}>从备份恢复…</Button>
          </p>
        </>
      ) : (
        <RecoverySteps shop={stage.shop.shop} sheet={stage.sheet} onChecking={setChecking} onConfirmed={() => finish(stage.shop)} />
      )}
    </FrontPage>
  );
}

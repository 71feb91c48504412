import { Button } from "antd";
import { call, usePerform, type Refusal } from "@/bridge";
import { ErrorNote, Progress } from "@/shared/feedback";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { FrontPage } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { CODE_HELP, tidyCode } from "./recoveryCode";
import styles from "./session.module.css";

const FIELDS: readonly FieldDeclaration[] = [{ name: "code", label: "恢复码", type: "text", required: true, help: CODE_HELP }];

/** The shop is there and not open: the words of the core, the way by the code, the way by the keychain. */
export function UnlockScreen({ why, onOpened, onRestore }: { why: Refusal | null; onOpened: () => void; onRestore: () => void }) {
  const again = usePerform("shop.open");
  const retry = () => void again.perform({ code: null }).then(onOpened, () => undefined);
  return (
    <FrontPage title="打开店铺" subtitle="店铺的数据加了密。平时由这台电脑的系统钥匙串自动打开，现在没有打开成。">
      <div role="status" className={styles.why}>{why?.message ?? "店铺还没有打开。"}</div>
      <FormFromFields
        fields={FIELDS}
        submit="用恢复码打开"
        focus="code"
        onSubmit={async ({ code }) => {
          await call("shop.open", { code: tidyCode(String(code)) });
          onOpened();
        }}
      />
      <div className={styles.other}>
        <span>或者解锁系统钥匙串后：</span>
        <Button onClick={retry} loading={again.pending}>重试钥匙串</Button>
        <Progress waiting={again.waiting} label="正在询问系统钥匙串" />
      </div>
      <div className={styles.other}>
        <span>数据损坏了打不开：</span>
        <Button onClick={onRestore}>从备份恢复…</Button>
      </div>
      {again.error === null ? null : <ErrorNote error={again.error} safe="数据没有改动，仍然加着密。" />}
      <p className={look.quiet}>恢复码在建店时保存或打印的凭条上。没有恢复码、钥匙串也打不开，谁都无法读出数据。</p>
    </FrontPage>
  );
}

import { Button } from "antd";
import { useState } from "react";
import { openOwnShop, toCallError, type CallError } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import styles from "./session.module.css";

export const DEMO_PASSWORD = "demo-2026";

const ACCOUNTS = [
  { login: "owner", role: "店主" },
  { login: "manager", role: "经理" },
  { login: "kefu", role: "客服" },
  { login: "jishi", role: "维修技师" },
];

/** The people of the shop to try things in: one press fills the form. */
export function DemoAccounts({ onChoose }: { onChoose: (login: string) => void }) {
  return (
    <div className={styles.demo}>
      <Card title="这是演示店，里面都是编造的数据">
        <p>选一个账号填入上面的表单，密码都是 {DEMO_PASSWORD}。</p>
        <div className={styles.accounts}>
          {ACCOUNTS.map(({ login, role }) => (
            <Button key={login} onClick={() => onChoose(login)}>{role} {login}</Button>
          ))}
        </div>
        <OwnShop />
      </Card>
    </div>
  );
}

/** Out of the demo: one's own shop, founded there if there is none yet. */
function OwnShop() {
  const [error, setError] = useState<CallError | null>(null);
  return (
    <>
      {error === null ? null : <ErrorNote error={error} />}
      <Button type="link" className={styles.own ?? ""} onClick={() => void openOwnShop().catch((thrown: unknown) => setError(toCallError(thrown)))}>打开自己的店</Button>
    </>
  );
}

import { Button } from "antd";
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
      </Card>
    </div>
  );
}

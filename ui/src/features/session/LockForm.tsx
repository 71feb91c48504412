import { Button } from "antd";
import { call, toCallError, type SignedIn } from "@/bridge";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { atPassword } from "./atPassword";
import styles from "./session.module.css";

const FIELDS: readonly FieldDeclaration[] = [{ name: "password", label: "密码", type: "password", required: true, autoComplete: "current-password" }];

export interface LockFormProps {
  person: SignedIn;
  onUnlocked: (person: SignedIn) => void;
  /** Somebody else wants this seat. */
  onSignOut: () => void;
}

/** Asks only for the password of who is known to sit here. */
export function LockForm({ person, onUnlocked, onSignOut }: LockFormProps) {
  const unlock = async (password: string) => {
    try {
      onUnlocked(await call("session.sign_in", { login: person.login, password }));
    } catch (thrown) {
      throw atPassword(toCallError(thrown));
    }
  };
  return (
    <div className={styles.lock}>
      <h1 className={styles.lockTitle}>已锁定</h1>
      <p>{person.name}（{person.role_label}），输入密码继续。画面和没保存的内容都还在。</p>
      <FormFromFields fields={FIELDS} submit="继续" focus="password" onSubmit={({ password }) => unlock(String(password))} />
      <p className={styles.other}>
        <span>不是您？</span>
        <Button type="link" onClick={onSignOut}>换人登录</Button>
      </p>
    </div>
  );
}

import { Button } from "antd";
import { useState } from "react";
import { call, toCallError, type SignedIn, type Status } from "@/bridge";
import { FormFromFields, type FieldDeclaration, type Values } from "@/shared/form";
import { FrontPage } from "@/shared/layout";
import { atPassword } from "./atPassword";
import { DemoAccounts, DEMO_PASSWORD } from "./DemoAccounts";
import { FirstPasswordForm } from "./FirstPasswordForm";
import styles from "./session.module.css";

const FIELDS: readonly FieldDeclaration[] = [
  { name: "login", label: "登录名", type: "text", required: true, autoComplete: "username" },
  { name: "password", label: "密码", type: "password", required: true, autoComplete: "current-password" },
];

export interface SignInScreenProps {
  shop: Status;
  onSignedIn: (person: SignedIn) => void;
}

/** Who is it. An owner without a password sets the first one by the recovery code. */
export function SignInScreen({ shop, onSignedIn }: SignInScreenProps) {
  const [without, setWithout] = useState<string | null>(null);
  const [forgot, setForgot] = useState(false);
  const [filled, setFilled] = useState<{ login: string; times: number }>({ login: "", times: 0 });
  if (without !== null) {
    return (
      <FrontPage title="设第一个密码" subtitle={`账号“${without}”还没有密码。用恢复凭条上的恢复码证明您是店主，再设一个密码。`}>
        <FirstPasswordForm login={without} onSignedIn={onSignedIn} onCancel={() => setWithout(null)} />
      </FrontPage>
    );
  }
  if (forgot) {
    return (
      <FrontPage title="店主忘了密码" subtitle="用恢复凭条上的恢复码证明您是店主，再设一个新密码。其他人忘了密码，请经理或店主在“团队”里重设。">
        <FirstPasswordForm login={null} onSignedIn={onSignedIn} onCancel={() => setForgot(false)} />
      </FrontPage>
    );
  }
  const initial = filled.login === "" ? {} : { login: filled.login, password: DEMO_PASSWORD };
  return (
    <FrontPage
      title={shop.shop ?? "登录"}
      subtitle="请登录"
      aside={shop.demo ? <DemoAccounts onChoose={(login) => setFilled({ login, times: filled.times + 1 })} /> : null}
    >
      <FormFromFields
        // A demo account fills the form anew.
        key={filled.times}
        fields={FIELDS}
        initial={initial}
        submit="登录"
        focus={filled.login === "" ? "login" : "password"}
        onSubmit={async (values) => onSignedIn(await signIn(values, setWithout))}
      />
      {shop.demo ? null : <Button type="link" className={styles.forgot ?? ""} onClick={() => setForgot(true)}>店主忘了密码…</Button>}
    </FrontPage>
  );
}

async function signIn(values: Values, withoutPassword: (login: string) => void): Promise<SignedIn> {
  const login = String(values.login);
  try {
    return await call("session.sign_in", { login, password: String(values.password) });
  } catch (thrown) {
    const refused = toCallError(thrown);
    if (refused.code === "no_password") withoutPassword(login.trim());
    throw atPassword(refused);
  }
}

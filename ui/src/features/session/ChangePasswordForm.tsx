import { useState } from "react";
import { call } from "@/bridge";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { checkNewPassword, NEW_PASSWORD } from "./password";

const FIELDS: readonly FieldDeclaration[] = [
  { name: "old", label: "现在的密码", type: "password", required: true, autoComplete: "current-password" },
  ...NEW_PASSWORD,
];

/** One's own password, proved by the one in use. */
export function ChangePasswordForm() {
  const [done, setDone] = useState(false);
  const change = async (old: string, password: string) => {
    setDone(false);
    await call("session.change_password", { old, new: password });
    setDone(true);
  };
  return (
    <>
      <FormFromFields fields={FIELDS} submit="改密码" check={checkNewPassword} onSubmit={({ old, password }) => change(String(old), String(password))} />
      <p role="status">{done ? "✓ 密码已改。下次登录和解锁用新密码。" : ""}</p>
    </>
  );
}

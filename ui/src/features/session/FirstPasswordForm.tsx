import { call, type SignedIn } from "@/bridge";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { checkNewPassword, NEW_PASSWORD } from "./password";
import { CODE_HELP, tidyCode } from "./recoveryCode";

const FIELDS: readonly FieldDeclaration[] = [{ name: "code", label: "恢复码", type: "text", required: true, help: CODE_HELP }, ...NEW_PASSWORD];

export interface FirstPasswordFormProps {
  login: string;
  onSignedIn: (person: SignedIn) => void;
  onCancel: () => void;
}

/** The first password of an owner. Whoever holds the recovery code is the owner. */
export function FirstPasswordForm({ login, onSignedIn, onCancel }: FirstPasswordFormProps) {
  return (
    <FormFromFields
      fields={FIELDS}
      submit="设密码并登录"
      focus="code"
      check={checkNewPassword}
      onCancel={onCancel}
      onSubmit={async ({ code, password }) => {
        onSignedIn(await call("session.first_password", { login, code: tidyCode(String(code)), password: String(password) }));
      }}
    />
  );
}

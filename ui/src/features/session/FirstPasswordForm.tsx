import { call, type SignedIn } from "@/bridge";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { checkNewPassword, NEW_PASSWORD } from "./password";
import { CODE_HELP, tidyCode } from "./recoveryCode";

const FIELDS: readonly FieldDeclaration[] = [{ name: "code", label: "恢复码", type: "text", required: true, help: CODE_HELP }, ...NEW_PASSWORD];

const LOGIN: FieldDeclaration = { name: "login", label: "店主的登录名", type: "text", required: true, autoComplete: "username" };

export interface FirstPasswordFormProps {
  /** Asked for when it is not known. */
  login: string | null;
  onSignedIn: (person: SignedIn) => void;
  onCancel: () => void;
}

/** The first password of an owner, or a new one for an owner who forgot it. Whoever holds the recovery code is the owner. */
export function FirstPasswordForm({ login, onSignedIn, onCancel }: FirstPasswordFormProps) {
  return (
    <FormFromFields
      fields={login === null ? [LOGIN, ...FIELDS] : FIELDS}
      submit="设密码并登录"
      focus={login === null ? "login" : "code"}
      check={checkNewPassword}
      onCancel={onCancel}
      onSubmit={async ({ login: typed, code, password }) => {
        onSignedIn(await call("session.first_password", { login: login ?? String(typed), code: tidyCode(String(code)), password: String(password) }));
      }}
    />
  );
}

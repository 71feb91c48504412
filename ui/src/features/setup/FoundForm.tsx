import { call, type RecoverySheetView } from "@/bridge";
import { checkNewPassword, NEW_PASSWORD } from "@/features/session";
import { FormFromFields, type FieldDeclaration, type Values } from "@/shared/form";

/** What was typed on the first step; the password is needed once more, to sign in at the end. */
export interface Founded {
  shop: string;
  login: string;
  password: string;
}

const FIELDS: readonly FieldDeclaration[] = [
  { name: "shop", label: "店铺名称", type: "text", required: true, max_length: 60, help: "印在告知书和凭条上，以后可以改" },
  { name: "owner", label: "店主姓名", type: "text", required: true, max_length: 30 },
  { name: "login", label: "登录名", type: "text", required: true, max_length: 20, help: "2 到 20 个字母、数字或汉字", autoComplete: "username" },
  ...NEW_PASSWORD.map((field) => (field.name === "password" ? { ...field, label: "密码" } : field)),
  {
    name: "use_keychain",
    label: "系统钥匙串",
    type: "bool",
    tick: "钥匙交给系统保管，以后直接打开",
    help: "不打勾，或这台电脑没有钥匙串：每次打开应用都要输恢复码",
  },
];

interface FoundFormProps {
  onFounded: (shop: Founded, sheet: RecoverySheetView) => void;
}

/** Shop, owner, password. Nothing exists before the button. */
export function FoundForm({ onFounded }: FoundFormProps) {
  const found = async (values: Values) => {
    const founded = { shop: String(values.shop), login: String(values.login), password: String(values.password) };
    const sheet = await call("shop.create", { ...founded, owner: String(values.owner), use_keychain: values.use_keychain === true });
    onFounded(founded, sheet);
  };
  return <FormFromFields fields={FIELDS} initial={{ use_keychain: true }} submit="建店" focus="shop" check={checkNewPassword} onSubmit={found} />;
}

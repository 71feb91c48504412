import { Modal } from "antd";
import { call, type Role } from "@/bridge";
import { checkNewPassword, NEW_PASSWORD } from "@/features/session";
import { focusDialogForm, FormFromFields, type FieldDeclaration, type Values } from "@/shared/form";
import { useSession } from "@/shared/session";
import styles from "./staff.module.css";

const ROLES: readonly { value: Role; label: string }[] = [
  { value: "after_sales", label: "客服" },
  { value: "technician", label: "维修技师" },
  { value: "manager", label: "经理" },
  { value: "owner", label: "店主" },
];

/** Only an owner makes an owner. */
function fieldsFor(mine: Role): FieldDeclaration[] {
  return [
    { name: "name", label: "姓名", type: "text", required: true, max_length: 30 },
    { name: "login", label: "登录名", type: "text", required: true, max_length: 20, help: "2 到 20 个字母、数字或汉字，以后不能改" },
    { name: "role", label: "岗位", type: "choice", required: true, choices: ROLES.filter(({ value }) => value !== "owner" || mine === "owner") },
    ...NEW_PASSWORD.map((field) => (field.name === "password" ? { ...field, label: "第一个密码" } : field)),
  ];
}

export interface AddPersonProps {
  open: boolean;
  onClose: () => void;
  onAdded: (id: string) => void;
}

/** A new colleague, with a first password told to them by word of mouth. */
export function AddPerson({ open, onClose, onAdded }: AddPersonProps) {
  const { person } = useSession();
  const add = async (values: Values) => {
    const { id } = await call("staff.create", {
      name: String(values.name), login: String(values.login), role: values.role as Role, password: String(values.password),
    });
    onAdded(id);
    onClose();
  };
  return (
    <Modal open={open} title="添加人员" onCancel={onClose} afterOpenChange={focusDialogForm} footer={null} destroyOnHidden width={560}>
      <p className={styles.lead}>把登录名和密码当面告诉本人，请他登录后在“设置 · 改密码”里换掉。</p>
      <FormFromFields fields={fieldsFor(person.role)} submit="添加" check={checkNewPassword} onSubmit={add} onCancel={onClose} />
    </Modal>
  );
}

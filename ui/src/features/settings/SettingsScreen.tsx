import { Navigate, useParams } from "react-router";
import type { Role } from "@/bridge";
import { SalvageOpen } from "@/features/vault";
import { PageHeader, SubNav } from "@/shared/layout";
import { decides, useSession } from "@/shared/session";
import { ConventionsPart } from "./ConventionsPart";
import { ExportPart } from "./ExportPart";
import { KeysPart } from "./KeysPart";
import { LookPart } from "./LookPart";
import { PasswordPart } from "./PasswordPart";
import { RecoveryPart } from "./RecoveryPart";
import { ShopPart } from "./ShopPart";

interface Part {
  id: string;
  label: string;
  of?: (role: Role) => boolean;
  content: () => React.ReactNode;
}

const PARTS: readonly Part[] = [
  { id: "look", label: "画面", content: () => <LookPart /> },
  { id: "password", label: "改密码", content: () => <PasswordPart /> },
  { id: "shop", label: "店铺资料", content: () => <ShopPart /> },
  { id: "conventions", label: "计算约定", content: () => <ConventionsPart /> },
  { id: "export", label: "导出", of: decides, content: () => <ExportPart /> },
  { id: "recovery", label: "钥匙与恢复", of: (role) => role === "owner", content: () => <><SalvageOpen /><KeysPart /><RecoveryPart /></> },
];

/** 设置: a page for each matter, only those that are of this person's duty. */
export function SettingsScreen() {
  const { person } = useSession();
  const { part } = useParams();
  const parts = PARTS.filter(({ of }) => of === undefined || of(person.role));
  const here = parts.find(({ id }) => id === part);
  if (here === undefined) return <Navigate to="/settings/look" replace />;
  return (
    <>
      <PageHeader title="设置" />
      <SubNav label="设置" entries={parts.map(({ id, label }) => ({ to: `/settings/${id}`, label }))} />
      {here.content()}
    </>
  );
}

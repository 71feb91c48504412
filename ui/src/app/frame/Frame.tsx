import { Link, useNavigate } from "react-router";
import { searchCommands } from "@/features/search";
import { useSession } from "@/shared/session";
import { Banner, Shell } from "../shell";
import { entriesOf } from "./entries";
import { HealthNotes } from "./HealthNotes";
import { LostSteps } from "./LostSteps";
import { StatusWords } from "./StatusWords";
import { useTicker } from "./useTicker";

/** The shell around every screen, for who is signed in. */
export function Frame() {
  const { person, shop, lock, signOut } = useSession();
  const navigate = useNavigate();
  useTicker(person.locked);
  const go = (path: string) => void navigate(path);
  return (
    <Shell
      entries={entriesOf(person.role)}
      shopName={shop.shop ?? "守诺"}
      demo={shop.demo}
      userName={person.name}
      userRole={person.role_label}
      userMenu={[
        { id: "look", label: "画面设置", run: () => go("/settings/look") },
        { id: "password", label: "改密码", run: () => go("/settings/password") },
        { id: "lock", label: "锁定", run: lock },
        { id: "leave", label: "退出", run: signOut },
      ]}
      onSearch={(text) => go(`/search?q=${encodeURIComponent(text)}`)}
      onLock={lock}
      status={<StatusWords calendarLastYear={shop.calendar_last_year} />}
      banner={
        <>
          {shop.recovery_pending && person.role === "owner" ? <RecoveryPending /> : null}
          {person.locked ? null : <LostSteps />}
          {person.locked ? null : <HealthNotes />}
        </>
      }
      commands={[searchCommands(go)]}
    />
  );
}

function RecoveryPending() {
  return (
    <Banner level="warning">
      <strong>恢复码还没有核对过。</strong>
      <span>万一凭条没有保存好，这台电脑坏了数据就打不开。</span>
      <Link to="/settings/recovery">换新恢复码并核对</Link>
    </Banner>
  );
}

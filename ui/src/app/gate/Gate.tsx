import { useEffect, useState, type ReactNode } from "react";
import { call, useWaiting, type SignedIn, type Status } from "@/bridge";
import { LockForm, SignInScreen, StepUpDialog, UnlockScreen } from "@/features/session";
import { SetupWizard } from "@/features/setup";
import { FirstRestore, SalvageClosed } from "@/features/vault";
import { DraftProvider } from "@/shared/drafts";
import { ErrorNote, Progress } from "@/shared/feedback";
import { FrontPage } from "@/shared/layout";
import { SessionProvider } from "@/shared/session";
import type { Parts } from "../Providers";
import { LockLayer } from "./LockLayer";
import { Idle } from "./Idle";
import { useSeat } from "./useSeat";

type Seat = ReturnType<typeof useSeat>;

export interface GateProps {
  parts: Pick<Parts, "drafts" | "preferences" | "undo">;
  /** Another person than before sits here now: the screens begin anew. */
  onNewPerson: () => void;
  children: ReactNode;
}

/** What stands before the workbench: no shop, a closed shop, nobody signed in, a locked seat. */
export function Gate({ parts, onNewPerson, children }: GateProps) {
  const seat = useSeat();
  const [founding, setFounding] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const [salvaging, setSalvaging] = useState<{ code: string } | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const state = seat.shop.data?.state;
  const person = seat.who.data?.person ?? null;
  useLook(state === "open", parts.preferences);

  const welcome = (one: SignedIn) => {
    const same = one.id === (person?.id ?? last);
    if (!same) {
      onNewPerson();
      // What was offered to the one before is not for this one to take back.
      parts.undo.clear();
    }
    setLast(one.id);
    seat.welcome(one, same);
    void parts.drafts.flush(one.id);
  };
  if (restoring) {
    const restored = () => {
      seat.refresh();
      setRestoring(false);
    };
    return (
      <FrontPage title="从备份恢复">
        <FirstRestore replaces={state === "locked"} onRestored={restored} onCancel={() => setRestoring(false)} />
      </FrontPage>
    );
  }
  if (salvaging !== null) {
    return (
      <FrontPage title="抢救还能读出的内容">
        <SalvageClosed code={salvaging.code} onCancel={() => setSalvaging(null)} />
      </FrontPage>
    );
  }
  if (founding || state === "none") {
    const done = (owner: SignedIn) => {
      welcome(owner);
      seat.refresh();
      setFounding(false);
    };
    return <SetupWizard onBegun={() => setFounding(true)} onDone={done} onRestore={() => setRestoring(true)} />;
  }
  if (seat.shop.data === undefined) return <Opening error={seat.shop.error} onRetry={() => void seat.shop.refetch()} />;
  if (state !== "open") {
    const ways = { onOpened: seat.refresh, onRestore: () => setRestoring(true), onSalvage: (code: string) => setSalvaging({ code }) };
    return <UnlockScreen why={seat.shop.data.why} {...ways} />;
  }
  if (seat.who.data === undefined) return <Opening error={seat.who.error} onRetry={() => void seat.who.refetch()} />;
  if (person === null) return <SignInScreen shop={seat.shop.data} onSignedIn={welcome} />;
  return (
    <DraftsOf key={person.id} person={person} drafts={parts.drafts}>
      <Seated {...{ person, seat, welcome }} shop={seat.shop.data} drafts={parts.drafts}>{children}</Seated>
    </DraftsOf>
  );
}

interface SeatedProps {
  person: SignedIn;
  shop: Status;
  seat: Seat;
  drafts: Parts["drafts"];
  welcome: (person: SignedIn) => void;
  children: ReactNode;
}

/** The screens of the person, and over them the lock. */
function Seated({ person, shop, seat, drafts, welcome, children }: SeatedProps) {
  // What is typed is saved first: afterwards nobody may.
  const settled = async () => {
    if (document.activeElement instanceof HTMLElement && !person.locked) document.activeElement.blur();
    if (!person.locked) await drafts.flush(person.id);
  };
  const lock = () => void settled().then(() => seat.lock(person)).catch(() => undefined);
  const signOut = () => void settled().then(seat.leave).catch(() => undefined);
  return (
    <>
      <SessionProvider session={{ person, shop, lock, signOut, refresh: seat.refresh }}>
        <Idle locked={person.locked} onIdle={lock} />
        {children}
        {person.locked ? null : <StepUpDialog person={person} />}
      </SessionProvider>
      {person.locked ? (
        <LockLayer label="已锁定">
          <LockForm person={person} onUnlocked={welcome} onSignOut={signOut} />
        </LockLayer>
      ) : null}
    </>
  );
}

function DraftsOf({ person, drafts, children }: { person: SignedIn; drafts: Parts["drafts"]; children: ReactNode }) {
  const [store] = useState(() => drafts.storeOf(person.id));
  return <DraftProvider store={store}>{children}</DraftProvider>;
}

/** The look that the seat remembers in the shop's file, taken once the shop is open. */
function useLook(open: boolean, preferences: Parts["preferences"]) {
  useEffect(() => {
    if (!open) return;
    call("look.load", {}).then(({ value }) => value !== null && preferences.adopt(value), () => undefined);
  }, [open, preferences]);
}

function Opening({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const waiting = useWaiting(error === null);
  if (error === null && waiting !== "visible" && waiting !== "long") return null;
  return (
    <FrontPage title="正在打开">
      {error === null ? <Progress waiting={waiting} label="正在打开店铺" /> : <ErrorNote error={error} safe="数据没有改动。" onRetry={onRetry} />}
    </FrontPage>
  );
}

import { createContext, use, type ReactNode } from "react";
import type { Role, SignedIn, Status } from "@/bridge";

/** Who sits here and in which shop, as long as somebody is signed in. */
export interface Session {
  person: SignedIn;
  shop: Status;
  /** Asks for the password before anything else; what is on the screen stays. */
  lock: () => void;
  signOut: () => void;
  /** Asks anew how the shop stands, after a step that tells nobody. */
  refresh: () => void;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession needs a SessionProvider above it");
  return session;
}

/** 客服, 经理, 店主: those who deal with consumers and orders. The core decides; this only spares a screen that would be refused. */
export const atCounter = (role: Role) => role === "after_sales" || decides(role);

/** 经理, 店主. */
export const decides = (role: Role) => role === "manager" || role === "owner";

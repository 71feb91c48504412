import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { createQueryClient, type Role, type SignedIn, type Status } from "@/bridge";
import { Providers, type Parts } from "@/app/Providers";
import { CoreDrafts } from "@/features/session";
import { KeyMap } from "@/shared/keys";
import { createPreferencesStore } from "@/shared/preferences";
import { SessionProvider, type Session } from "@/shared/session";
import { NowProvider } from "@/shared/time";
import { UndoStack } from "@/shared/undo";

/** 2026-03-05 13:40 in Beijing, the moment at which tests take place. */
export const TEST_NOW = new Date("2026-03-05T05:40:00Z");

export function testParts(preferences: unknown = { theme: "light" }): Parts {
  return {
    queries: createQueryClient(),
    preferences: createPreferencesStore(preferences, () => undefined),
    keys: new KeyMap(),
    undo: new UndoStack(),
    drafts: new CoreDrafts(),
  };
}

const LABELS: Record<Role, string> = { after_sales: "客服", technician: "维修技师", manager: "经理", owner: "店主", system: "系统" };

export const TEST_SHOP: Status = {
  state: "open", why: null, shop: "小店", demo: false, recovery_pending: false, calendar_last_year: 2026, version: "0.1.0",
};

export const testPerson = (role: Role = "owner"): SignedIn => ({
  id: `id-${role}`, login: role, name: "小李", role, role_label: LABELS[role], locked: false,
});

export function testSession(role: Role = "owner", given: Partial<Session> = {}): Session {
  const nothing = () => undefined;
  return { person: testPerson(role), shop: TEST_SHOP, lock: nothing, signOut: nothing, refresh: nothing, ...given };
}

interface RenderOptions {
  parts?: Parts;
  path?: string;
  session?: Session;
}

/** Renders inside everything a screen stands in, at a fixed moment. */
export function renderInApp(element: ReactNode, { parts = testParts(), path = "/", session = testSession() }: RenderOptions = {}) {
  const result = render(
    <Providers parts={parts}>
      <NowProvider at={TEST_NOW}>
        <SessionProvider session={session}>
          <MemoryRouter initialEntries={[path]}>{element}</MemoryRouter>
        </SessionProvider>
      </NowProvider>
    </Providers>,
  );
  return { ...result, parts };
}

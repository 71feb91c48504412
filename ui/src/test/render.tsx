import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { createQueryClient } from "@/bridge";
import { Providers, type Parts } from "@/app/Providers";
import { KeyMap } from "@/shared/keys";
import { createPreferencesStore } from "@/shared/preferences";
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
  };
}

/** Renders inside everything a screen stands in, at a fixed moment. */
export function renderInApp(element: ReactNode, { parts = testParts(), path = "/" }: { parts?: Parts; path?: string } = {}) {
  const result = render(
    <Providers parts={parts}>
      <NowProvider at={TEST_NOW}>
        <MemoryRouter initialEntries={[path]}>{element}</MemoryRouter>
      </NowProvider>
    </Providers>,
  );
  return { ...result, parts };
}

import type { QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BridgeProvider } from "@/bridge";
import type { CoreDrafts } from "@/features/session";
import { KeysProvider, type KeyMap } from "@/shared/keys";
import { PreferencesProvider, type PreferencesStore } from "@/shared/preferences";
import { UndoProvider, type UndoStack } from "@/shared/undo";
import { DraftsProvider } from "./gate";
import { ThemeProvider } from "./theme/ThemeProvider";

/** The long-lived parts of the window, made once in main.tsx, and anew in each test. */
export interface Parts {
  queries: QueryClient;
  preferences: PreferencesStore;
  keys: KeyMap;
  undo: UndoStack;
  drafts: CoreDrafts;
}

export function Providers({ parts, children }: { parts: Parts; children: ReactNode }) {
  return (
    <BridgeProvider client={parts.queries}>
      <PreferencesProvider store={parts.preferences}>
        <KeysProvider map={parts.keys}>
          <UndoProvider stack={parts.undo}>
            <DraftsProvider drafts={parts.drafts}>
              <ThemeProvider>{children}</ThemeProvider>
            </DraftsProvider>
          </UndoProvider>
        </KeysProvider>
      </PreferencesProvider>
    </BridgeProvider>
  );
}

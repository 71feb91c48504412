import { createContext, use, type ReactNode } from "react";

/**
 * Where typed but unsaved text is kept, so that it survives a crash. The window injects one that writes to the encrypted file:
 * what is typed holds personal data and may not lie open in the web view's own storage.
 */
export interface DraftStore {
  load: (key: string) => Promise<unknown>;
  save: (key: string, draft: unknown) => Promise<void>;
  clear: (key: string) => Promise<void>;
}

/** Keeps drafts while the window is open; the default until a lasting store is injected. */
export function memoryDrafts(): DraftStore {
  const kept = new Map<string, unknown>();
  return {
    load: async (key) => kept.get(key),
    save: async (key, draft) => void kept.set(key, draft),
    clear: async (key) => void kept.delete(key),
  };
}

const DraftContext = createContext<DraftStore>(memoryDrafts());

export function DraftProvider({ store, children }: { store: DraftStore; children: ReactNode }) {
  return <DraftContext value={store}>{children}</DraftContext>;
}

export function useDraftStore(): DraftStore {
  return use(DraftContext);
}

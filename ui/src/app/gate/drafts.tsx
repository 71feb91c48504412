import { createContext, use, type ReactNode } from "react";
import { CoreDrafts } from "@/features/session";

const DraftsContext = createContext<CoreDrafts>(new CoreDrafts());

/** Gives the status line the drafts of the window, to say whether they are safe. */
export function DraftsProvider({ drafts, children }: { drafts: CoreDrafts; children: ReactNode }) {
  return <DraftsContext value={drafts}>{children}</DraftsContext>;
}

export function useDrafts(): CoreDrafts {
  return use(DraftsContext);
}

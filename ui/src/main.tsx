import "@/app/freezeFirst";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { createQueryClient } from "@/bridge";
import { Gate } from "@/app/gate";
import { saveLookSoon } from "@/app/look";
import { Providers } from "@/app/Providers";
import { router } from "@/app/routes";
import { CoreDrafts } from "@/features/session";
import { KeyMap } from "@/shared/keys";
import { localPreferencesStore } from "@/shared/preferences";
import { NowProvider } from "@/shared/time";
import { UndoStack } from "@/shared/undo";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const parts = {
  queries: createQueryClient(),
  preferences: localPreferencesStore(saveLookSoon),
  keys: new KeyMap(),
  undo: new UndoStack(),
  drafts: new CoreDrafts(),
};

createRoot(root).render(
  <StrictMode>
    <Providers parts={parts}>
      <NowProvider>
        <Gate parts={parts} onNewPerson={() => void router.navigate("/", { replace: true })}>
          <RouterProvider router={router} />
        </Gate>
      </NowProvider>
    </Providers>
  </StrictMode>,
);

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { createQueryClient } from "@/bridge";
import { Providers } from "@/app/Providers";
import { router } from "@/app/routes";
import { KeyMap } from "@/shared/keys";
import { localPreferencesStore } from "@/shared/preferences";
import { NowProvider } from "@/shared/time";
import { UndoStack } from "@/shared/undo";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const parts = { queries: createQueryClient(), preferences: localPreferencesStore(), keys: new KeyMap(), undo: new UndoStack() };

createRoot(root).render(
  <StrictMode>
    <Providers parts={parts}>
      <NowProvider>
        <RouterProvider router={router} />
      </NowProvider>
    </Providers>
  </StrictMode>,
);

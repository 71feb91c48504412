import { useEffect } from "react";
import { call, onChanged } from "@/bridge";
import { startTicker } from "./ticker";

const DAILY = "daily";

/** While somebody sits here unlocked: what time brings about is done at once, every minute, and when an import has ended; and the backup of the day is made. */
export function useTicker(locked: boolean): void {
  useEffect(() => {
    if (locked) return;
    const ticker = startTicker(() => {
      // Beside the tick and not before it: a backup may take a while. What fails is told among the notes of the shop's keeping.
      void call("backups.daily", { job: DAILY }).catch(() => undefined);
      return call("shop.tick", {});
    });
    const deaf = onChanged(({ kinds }) => {
      if (kinds.includes("import_batch")) ticker.now();
    });
    return () => {
      deaf();
      ticker.stop();
    };
  }, [locked]);
}

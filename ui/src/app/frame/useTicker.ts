import { useEffect } from "react";
import { call, onChanged } from "@/bridge";
import { startTicker } from "./ticker";

/** While somebody sits here unlocked: what time brings about is done at once, every minute, and when an import has ended. */
export function useTicker(locked: boolean): void {
  useEffect(() => {
    if (locked) return;
    const ticker = startTicker(() => call("shop.tick", {}));
    const deaf = onChanged(({ kinds }) => {
      if (kinds.includes("import_batch")) ticker.now();
    });
    return () => {
      deaf();
      ticker.stop();
    };
  }, [locked]);
}

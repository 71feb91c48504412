import { useState } from "react";
import { saveMade, toCallError, type CallError, type FileMaker } from "@/bridge";

/** Saves a file that the core makes where the person says. `said` is what came of it, in words. */
export function useSaveFile() {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [said, setSaid] = useState("");
  const save = async (operation: FileMaker, input: unknown, suggested: string) => {
    setPending(true);
    setError(null);
    setSaid("");
    try {
      const { saved } = await saveMade(operation, input, suggested);
      setSaid(saved ? `已另存：${suggested}` : "没有保存。");
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  return { save, pending, error, said };
}

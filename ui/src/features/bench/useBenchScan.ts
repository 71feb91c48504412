import { useState } from "react";
import { useNavigate } from "react-router";
import { call, toCallError, type ScanMeans } from "@/bridge";
import { useScanner } from "@/shared/scanner";
import { commandOf, submitOpenForm } from "./commands";
import type { Heard } from "./ScanField";

interface BenchHands {
  /** The order on the bench. */
  id: string | null;
  lay: (id: string) => void;
  press: () => void;
  next: () => void;
}

const right = (words: string): Heard => ({ words, wrong: false });

/** What is scanned: a command presses, a label lays its unit on the bench, a part of this unit is booked. */
export function useBenchScan({ id, lay, press, next }: BenchHands) {
  const [heard, setHeard] = useState<Heard>({ words: "", wrong: false });
  const navigate = useNavigate();
  const follow = async (means: ScanMeans): Promise<Heard> => {
    switch (means.means) {
      case "order":
        lay(means.id);
        return right("已打开");
      case "unit":
        void navigate(`/passport/${means.id}`);
        return right("这台没有未办结的维修单，打开保修护照");
      case "part":
        await call("records.do", { kind: "repair_part", id: means.id, event: means.event, input: {}, version: null });
        return right(means.words);
      case "nothing":
        return { words: means.words, wrong: true };
    }
  };
  const onCode = (code: string) => {
    const command = commandOf(code);
    if (command === "next") return next();
    if (command === "ok") return void (submitOpenForm() || press());
    call("bench.scan", { code, id })
      .then(follow)
      .then(setHeard)
      .catch((thrown: unknown) => setHeard({ words: toCallError(thrown).message, wrong: true }));
  };
  useScanner(onCode);
  return { heard, onCode };
}

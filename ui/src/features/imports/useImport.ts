import { useRef, useState } from "react";
import { call, toCallError, upload, type CallError, type FilePreview, type Imported, type LookInput, type Undone } from "@/bridge";
import { bytesOf } from "@/shared/files";
import { stopJob } from "@/shared/job";
import { useOfferUndo } from "@/shared/undo";
import { inOneLine } from "./words";

/** idle: no file; opening: being read; ready: shown; trying, running: the core works on it; done: imported. */
export type Stage = "idle" | "opening" | "ready" | "trying" | "running" | "done";

export interface Given {
  file: FilePreview;
  look: LookInput;
}

/** One file after the other: opened, looked at, tried, imported, taken back. */
export function useImport() {
  const [stage, setStage] = useState<Stage>("idle");
  const [queue, setQueue] = useState<readonly File[]>([]);
  const [given, setGiven] = useState<Given | null>(null);
  const [tried, setTried] = useState<Imported | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const [undone, setUndone] = useState<Undone | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const busy = useRef(false);
  /** Name of what the core works on, under which it is asked after and cancelled. */
  const [job, setJob] = useState<string | null>(null);
  const withdraw = useRef<() => void>(() => undefined);
  const offerUndo = useOfferUndo();

  /** One step at a time; a refusal leads back to `back`, with its words. */
  const step = async (now: Stage, back: Stage, work: () => Promise<Stage>) => {
    if (busy.current) return;
    busy.current = true;
    setStage(now);
    setError(null);
    try {
      setStage(await work());
    } catch (thrown) {
      setError(toCallError(thrown));
      setStage(back);
    } finally {
      busy.current = false;
    }
  };
  const named = (): string => {
    const name = crypto.randomUUID();
    setJob(name);
    return name;
  };
  const show = (file: FilePreview, look: LookInput): Stage => {
    setGiven({ file, look });
    setTried(null);
    return "ready";
  };
  const open = (file: File) =>
    step("opening", "idle", async () => {
      setGiven(null);
      setImported(null);
      setUndone(null);
      const preview = await upload("imports.open", { name: file.name, job: named() }, await bytesOf(file));
      return show(preview, { token: preview.token, platform: null, kind: null, mapping: null });
    });
  const add = (files: readonly File[]) => {
    const [first, ...rest] = [...queue, ...files];
    if (first === undefined) return;
    if (stage === "idle" || stage === "done") {
      setQueue(rest);
      void open(first);
    } else setQueue([first, ...rest]);
  };
  /** Lets the file go and goes on to the next. */
  const next = () => {
    const [first, ...rest] = queue;
    setQueue(rest);
    setError(null);
    if (first !== undefined) return void open(first);
    setGiven(null);
    setImported(null);
    setUndone(null);
    setStage("idle");
  };
  const look = (change: Partial<LookInput>) => {
    if (given === null) return;
    const asked = { ...given.look, ...change };
    void step("opening", "ready", async () => show(await call("imports.look", asked), asked));
  };
  const undo = async (batch: string) => {
    const result = await call("imports.undo", { batch });
    withdraw.current();
    setUndone(result);
    return result;
  };
  const run = (shop: string, dryRun: boolean) => {
    if (given === null) return;
    void step(dryRun ? "trying" : "running", "ready", async () => {
      const result = await call("imports.run", { look: given.look, shop: shop.trim() === "" ? null : shop.trim(), dry_run: dryRun, job: named() });
      if (dryRun) {
        setTried(result);
        return "ready";
      }
      setImported(result);
      const { batch } = result;
      if (batch !== null) withdraw.current = offerUndo({ text: `已导入 ${given.file.name}：${inOneLine(result, result.refused.length)}`, undo: () => undo(batch) });
      return "done";
    });
  };
  const cancel = () => (job === null ? undefined : stopJob(job));
  return { stage, waitingFiles: queue.length, job, given, tried, imported, undone, error, add, next, look, run, cancel, undo };
}

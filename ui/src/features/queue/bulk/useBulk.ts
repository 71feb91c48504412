import { useState } from "react";
import { call, toCallError, useWaiting, type BulkDone, type BulkRow, type BulkStep, type CallError, type CaseRow } from "@/bridge";
import { stopJob, useJob } from "@/shared/job";
import { didIt } from "@/shared/record";
import { useOfferUndo } from "@/shared/undo";

/** choosing: which step; filling: what it asks; trying, tried: the dry run; doing, done: for real. */
export type Stage = "choosing" | "filling" | "trying" | "tried" | "doing" | "done";

const seenOf = ({ kind, id, version }: Pick<CaseRow, "kind" | "id" | "version">) => ({ kind, id, version });

/** One step on many cases: tried out first, then done on those on which it is possible. */
export function useBulk(rows: readonly CaseRow[], onDone: () => void) {
  const [stage, setStage] = useState<Stage>("choosing");
  const [step, setStep] = useState<BulkStep | null>(null);
  const [input, setInput] = useState<Record<string, unknown>>({});
  const [result, setResult] = useState<BulkDone | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [job, setJob] = useState<string | null>(null);
  const offer = useOfferUndo();
  const working = stage === "trying" || stage === "doing";

  const run = async (on: BulkStep, answers: Record<string, unknown>, items: readonly Pick<CaseRow, "kind" | "id" | "version">[], dry: boolean) => {
    const name = crypto.randomUUID();
    setJob(name);
    setError(null);
    setStage(dry ? "trying" : "doing");
    try {
      return await call("cases.bulk", { items: items.map(seenOf), event: on.event, verb: on.label, input: answers, dry_run: dry, job: name });
    } finally {
      setJob(null);
    }
  };
  const attempt = async (on: BulkStep, values: Record<string, unknown>) => {
    // What was left empty must not empty it on every case.
    const answers = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    setInput(answers);
    const tried = await run(on, answers, rows, true);
    setResult(tried);
    setStage(tried.cancelled ? "choosing" : "tried");
  };
  const choose = (on: BulkStep) => {
    setStep(on);
    if (on.asks.length > 0) setStage("filling");
    else attempt(on, {}).catch(refused("choosing"));
  };
  const refused = (back: Stage) => (thrown: unknown) => {
    setError(toCallError(thrown));
    setStage(back);
  };
  const perform = async () => {
    if (step === null || result === null) return;
    const before = result.rows.filter((row) => !row.ok);
    const versions = new Map(rows.map((row) => [row.id, row.version]));
    const possible = result.rows.filter((row) => row.ok).map((row) => ({ ...row, version: versions.get(row.id) ?? row.version }));
    try {
      const done = await run(step, input, possible, false);
      const all = { ...done, rows: [...done.rows, ...before], refused: done.refused + before.length };
      setResult(all);
      setStage("done");
      offerBack(step.label, done.rows);
      onDone();
    } catch (thrown) {
      refused("tried")(thrown);
    }
  };
  const offerBack = (verb: string, done: readonly BulkRow[]) => {
    const back = done.filter((row) => row.undoable);
    if (back.length === 0) return;
    offer({ text: `${didIt(verb)} ${back.length} 件`, undo: () => takeBack(back) });
  };
  return {
    stage, step, result, error, choose, perform, attempt, refused,
    again: () => setStage("choosing"),
    waiting: useWaiting(working),
    gone: useJob(job, job !== null),
    cancel: () => (job === null ? undefined : stopJob(job)),
  };
}

/** All of them, or the reason of the first that could not be. */
async function takeBack(rows: readonly BulkRow[]): Promise<void> {
  const { refused, rows: back } = await call("cases.bulk_undo", { items: rows.map(seenOf), job: null });
  const first = back.find((row) => !row.ok);
  if (refused > 0) throw toCallError({ code: "not_undoable", message: `${refused} 件没有撤回：${first?.number ?? ""} ${first?.message ?? ""}`, retryable: false, trace_id: "" });
}

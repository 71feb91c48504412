/** The shape in which the core refuses or fails a call. `message` is Chinese and safe to show. */
export interface WireError {
  code: string;
  message: string;
  field?: string | null;
  guard?: string | null;
  retryable: boolean;
  trace_id: string;
}

/** A call that was refused (the core said no, nothing changed) or whose outcome is unknown (no answer came back). */
export class CallError extends Error {
  readonly code: string;
  /** Name of the input field at fault, when there is one. */
  readonly field: string | undefined;
  /** The guard of the flow that refused, when there is one. */
  readonly guard: string | undefined;
  readonly retryable: boolean;
  /** Empty when the call never reached the core. */
  readonly trace_id: string;

  constructor(wire: WireError) {
    super(wire.message);
    this.name = "CallError";
    this.code = wire.code;
    this.field = wire.field ?? undefined;
    this.guard = wire.guard ?? undefined;
    this.retryable = wire.retryable;
    this.trace_id = wire.trace_id;
  }

  /** `unknown` means: whether the step was saved must be looked up before it is tried again. */
  get outcome(): "refused" | "unknown" {
    return UNKNOWN.includes(this.code) ? "unknown" : "refused";
  }
}

const NO_ANSWER = "no_answer";
/** No answer came, or the disk did not say whether it is saved. */
const UNKNOWN = [NO_ANSWER, "unknown"];

function isWireError(thrown: unknown): thrown is WireError {
  if (typeof thrown !== "object" || thrown === null) return false;
  const candidate = thrown as Partial<WireError>;
  return typeof candidate.code === "string" && typeof candidate.message === "string";
}

/** Turns whatever a failed invoke threw into a CallError. Foreign texts are dropped: they may hold what was typed. */
export function toCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (isWireError(thrown)) {
    return new CallError({ ...thrown, retryable: thrown.retryable === true, trace_id: thrown.trace_id ?? "" });
  }
  return new CallError({
    code: NO_ANSWER,
    message: "程序没有应答，不知道这一步是否完成。请程序会自己核对并告诉您结果，请先不要重做；仍无应答时请重启程序。",
    retryable: false,
    trace_id: "",
  });
}

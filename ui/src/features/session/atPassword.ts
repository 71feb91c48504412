import { CallError } from "@/bridge";

const ABOUT_THE_PASSWORD = ["wrong_password", "wait"];

/** A wrong password, and the time to wait after too many, are said at the password. */
export function atPassword(refused: CallError): CallError {
  if (!ABOUT_THE_PASSWORD.includes(refused.code)) return refused;
  const { code, message, retryable, trace_id } = refused;
  return new CallError({ code, message, retryable, trace_id, field: "password" });
}

import type { ReactNode } from "react";
import type { FieldView } from "@/bridge";
import { fieldText } from "@/shared/record";
import look from "@/shared/look.module.css";
import { linked } from "./declared";
import { ReferenceName } from "./Reference";

/** Plain fields that say who did something hold the account; others by such a name hold words. */
const BY_WHOM = /(^author|_by)$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whom or what a value points to: a declared reference, or a plain field known to hold an id. */
export function pointed(declared: FieldView, value: unknown): { of: string; id: string } | null {
  const field = linked(declared);
  if (typeof value !== "string" || value === "" || field.masked) return null;
  if (field.type === "ref") return { of: field.of ?? "", id: value };
  return field.type === "text" && BY_WHOM.test(field.name) && ID.test(value) ? { of: "account", id: value } : null;
}

/** A value in a row: one line, references by name. */
export function cellOf(field: FieldView, value: unknown): ReactNode {
  const reference = pointed(field, value);
  if (reference !== null) return <ReferenceName {...reference} />;
  const shown = fieldText(field, value);
  if (shown === null) return "—";
  return typeof shown === "string" ? <span className={look.clipped} title={shown}>{shown}</span> : shown;
}

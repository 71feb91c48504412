import type { Only } from "@/bridge";

/** A filter in an address: `promise_id:…;started_at:2026-09-01..2026-09-30;state:broken|paying`. */
export function onlyText(only: readonly Only[]): string {
  return only.map(({ field, is, from, to }) => `${field}:${is === undefined ? `${from ?? ""}..${to ?? ""}` : is.join("|")}`).join(";");
}

/** The filter an address names; what cannot be read is left out. */
export function onlyOf(text: string): Only[] {
  return text.split(";").flatMap((part): Only[] => {
    const at = part.indexOf(":");
    const [field, value] = [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
    if (field === "" || value === "") return [];
    const [from, to, ...more] = value.split("..");
    if (to === undefined || more.length > 0) return [{ field, is: value.split("|") }];
    return [{ field, ...(from === "" ? {} : { from: from as string }), ...(to === "" ? {} : { to }) }];
  });
}

/** The address of the rows behind a figure. */
export function rowsPath(kind: string, only: readonly Only[]): string {
  return `/records/${kind}?${new URLSearchParams({ only: onlyText(only) }).toString()}`;
}

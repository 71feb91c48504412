import { caseHref } from "@/shared/record";

/** What exists for a kind beyond the generic pages. */
interface OwnPage {
  to: string;
  label: string;
  /** Its list is there, and nowhere else. */
  list?: true;
  /** Its records have a page of their own. */
  record?: (id: string) => string;
  /** Its steps need more than an event on the record: they are done there only. */
  stepsThere?: true;
  /** New ones are made there. */
  newThere?: true;
}

/** Every case has the one page of cases, whatever its kind. */
export const casePath = caseHref;

const OWN_PAGES: Readonly<Record<string, OwnPage>> = {
  quality_case: { to: "/cases", label: "售后单", list: true, record: casePath, newThere: true },
  import_batch: { to: "/imports", label: "导入", stepsThere: true },
  catalogue_version: { to: "/catalogue", label: "三包目录" },
  calendar_year: { to: "/catalogue/calendar", label: "工作日历" },
  serial_unit: { to: "/records/serial_unit", label: "序列号", record: (id) => `/passport/${id}` },
  promise: { to: "/promises", label: "承诺" },
  account: { to: "/staff", label: "团队", newThere: true },
  shop: { to: "/settings", label: "设置" },
};

export const ownPage = (kind: string): OwnPage | undefined => OWN_PAGES[kind];

/** Where the records of a kind are listed. */
export function listPath(kind: string): string {
  const own = ownPage(kind);
  return own?.list === true ? own.to : `/records/${kind}`;
}

/** Where one record is shown; the page of a record leads a case on to the page of cases. */
export function recordPath(kind: string, id: string): string {
  if (kind === ANY_CASE) return casePath(id);
  return ownPage(kind)?.record?.(id) ?? `/records/${kind}/${id}`;
}

/** In place of a kind: a case, whichever its kind is. */
export const ANY_CASE = "case";

/** Plain fields that hold the id of a record, and its kind. */
const POINTING: Readonly<Record<string, string>> = { case_id: ANY_CASE, batch_id: "import_batch" };

export const kindBehind = (fieldName: string): string | undefined => POINTING[fieldName];

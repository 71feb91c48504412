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
}

const OWN_PAGES: Readonly<Record<string, OwnPage>> = {
  quality_case: { to: "/cases", label: "售后单", list: true, record: (id) => `/cases/${id}` },
  import_batch: { to: "/imports", label: "导入", stepsThere: true },
  catalogue_version: { to: "/catalogue", label: "三包目录" },
  calendar_year: { to: "/catalogue/calendar", label: "工作日历" },
  account: { to: "/staff", label: "团队" },
  shop: { to: "/settings", label: "设置" },
};

export const ownPage = (kind: string): OwnPage | undefined => OWN_PAGES[kind];

/** Where the records of a kind are listed. */
export function listPath(kind: string): string {
  const own = ownPage(kind);
  return own?.list === true ? own.to : `/records/${kind}`;
}

/** Where one record is shown. */
export function recordPath(kind: string, id: string): string {
  return ownPage(kind)?.record?.(id) ?? `/records/${kind}/${id}`;
}

/** Plain fields that hold the id of a record, and its kind: any kind of case may stand in a `case_id`; today there is one. */
const POINTING: Readonly<Record<string, string>> = { case_id: "quality_case", batch_id: "import_batch" };

export const kindBehind = (fieldName: string): string | undefined => POINTING[fieldName];

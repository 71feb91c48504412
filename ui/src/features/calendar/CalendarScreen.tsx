import { PageHeader } from "@/shared/layout";
import { CalendarPanel } from "./CalendarPanel";

/** 工作日历 as a page of its own. */
export function CalendarScreen() {
  return (
    <>
      <PageHeader title="工作日历" subtitle="法定期限的最后一天是休息日时顺延，以这里的放假与调休为准。" />
      <CalendarPanel />
    </>
  );
}

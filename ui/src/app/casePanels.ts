import { REPAIR_PANEL } from "@/features/bench";
import { QUALITY_PANEL, type CasePanels } from "@/features/cases";
import { COMPLAINT_PANEL } from "@/features/complaints";
import { RETURN_PANEL } from "@/features/returns";

/**
 * What the page of a case shows for a kind beyond what its declaration gives. A panel of another feature is loaded when it is
 * first needed: `{ Panel: lazy(() => import("@/features/…").then(({ … }) => ({ default: … }))) }`.
 */
export const CASE_PANELS: CasePanels = {
  quality_case: QUALITY_PANEL,
  repair: REPAIR_PANEL,
  complaint: COMPLAINT_PANEL,
  returns_exchange: RETURN_PANEL,
};

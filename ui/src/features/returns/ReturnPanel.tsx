import type { CasePartProps } from "@/features/cases";
import { RulingAnswer } from "@/features/rulings";
import { Card } from "@/shared/layout";
import { Inspections } from "./Inspections";
import { Lanes } from "./Lanes";
import { Refund } from "./Refund";

/** What is worked out on a return: where goods and money stand, what was found, what is paid back, whether the seven days hold. */
export function ReturnPanel(part: CasePartProps) {
  const { record, rulings } = part.view;
  const ruling = rulings[0];
  return (
    <>
      <Lanes record={record} />
      <Inspections view={part.view} />
      <Refund {...part} />
      {ruling === undefined ? null : <Card title={`判定 ${ruling.record.number}`}><RulingAnswer answer={ruling.answer} options={ruling.options} price={null} /></Card>}
    </>
  );
}

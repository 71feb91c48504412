import { Choosing } from "@/features/rulings";
import type { CaseFormsProps } from "../panels";
import { FactsDrawer } from "./FactsDrawer";

const NOTHING_WRONG = {};

/** The facts have a sheet of their own, the choice is among what was offered. */
export function QualityForms({ view: { record, rulings }, asked, perform, onClose }: CaseFormsProps) {
  const button = (event: string) => record.buttons.find((one) => one.event === event);
  const [facts, choose] = [button("set_facts"), button("choose")];
  const standing = rulings[0];
  return (
    <>
      <FactsDrawer
        open={asked?.event === "set_facts"}
        button={facts}
        record={record}
        wrong={asked?.wrong ?? NOTHING_WRONG}
        onSubmit={(values) => perform("set_facts", values)}
        onClose={onClose}
      />
      {choose === undefined || standing === undefined ? null : (
        <Choosing open={asked?.event === "choose"} offered={standing.options} onSubmit={(chosen) => perform("choose", { chosen })} onClose={onClose} />
      )}
    </>
  );
}

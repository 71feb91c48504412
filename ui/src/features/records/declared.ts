import type { Button, FieldView } from "@/bridge";
import { declarationOf } from "@/shared/record";
import { kindBehind, ownPage } from "./pages";

/** A field as the pages treat it: the id of a case leads to the case and is looked up like any other reference. */
export function linked(field: FieldView): FieldView {
  const of = field.type === "text" ? kindBehind(field.name) : undefined;
  return of === undefined ? field : { ...field, type: "ref", of };
}

/** The buttons of a kind as the generic pages can press them. What they cannot ask for, they say, and where it is done. */
export function pressable(kind: string, buttons: readonly Button[], fields: readonly FieldView[] = []): Button[] {
  const ofCase = fields.some((field) => field.name === "case_id");
  return buttons.map((button) => {
    const asks = button.asks.map(linked);
    const why = button.enabled ? whyElsewhere(kind, asks, ofCase) : null;
    return why === null ? { ...button, asks } : { ...button, asks, enabled: false, why };
  });
}

function whyElsewhere(kind: string, asks: readonly FieldView[], ofCase: boolean): string | null {
  const own = ownPage(kind);
  const there = own !== undefined ? `请到“${own.label}”里做` : ofCase ? "请到它的售后单里做" : "这里没有它的填法";
  if (own?.stepsThere === true) return there;
  const missing = asks.find((field) => field.required && declarationOf(field) === null);
  return missing === undefined ? null : `要填写“${missing.label}”，${there}`;
}

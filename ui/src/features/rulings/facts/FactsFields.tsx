import { useId } from "react";
import { FieldControl, FieldRow, type FieldDeclaration } from "@/shared/form";
import { appliesTo, FACT_GROUPS } from "./factFields";
import styles from "./facts.module.css";
import { NoReasonEditor } from "./NoReasonEditor";
import { RepairsEditor } from "./RepairsEditor";
import { SuggestInput } from "./SuggestInput";
import { useSuggestions } from "./suggestions";
import { claimOf, type FactsTyped } from "./typed";

export interface FactsFieldsProps {
  fields: readonly FieldDeclaration[];
  typed: FactsTyped;
  onChange: (typed: FactsTyped) => void;
  /** By the name of the fact. */
  errors: Readonly<Record<string, string>>;
}

/** The inputs of all facts, in groups; those that play no part in the claim are not there. */
export function FactsFields({ fields, typed, onChange, errors }: FactsFieldsProps) {
  const id = useId();
  const claim = claimOf(typed);
  const suggestions = useSuggestions(String(typed.plain.goods ?? ""));
  const edit = (name: string, value: string | boolean) => onChange({ ...typed, plain: { ...typed.plain, [name]: value } });
  const groups = FACT_GROUPS.map(({ title, names }) => ({
    title,
    shown: names.filter((name) => appliesTo(claim, name)).flatMap((name) => fields.find((field) => field.name === name) ?? []),
  })).filter((group) => group.shown.length > 0);
  return (
    <>
      {groups.map((group) => (
        <fieldset key={group.title} className={styles.group}>
          <legend>{group.title}</legend>
          <div className={styles.grid}>
            {group.shown.map((field) => (
              <FactRow
                key={field.name}
                field={field}
                id={`${id}-${field.name}`}
                value={typed.plain[field.name] ?? ""}
                onChange={(value) => edit(field.name, value)}
                error={errors[field.name]}
                suggestions={suggestions[field.name]}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {claim === "quality" ? (
        <fieldset className={styles.group}>
          <legend>维修记录</legend>
          <RepairsEditor id={`${id}-repairs`} rows={typed.repairs} onChange={(repairs) => onChange({ ...typed, repairs })} error={errors.repairs} />
        </fieldset>
      ) : (
        <fieldset className={styles.group}>
          <legend>无理由退货</legend>
          <NoReasonEditor id={`${id}-no_reason`} value={typed.noReason} onChange={(noReason) => onChange({ ...typed, noReason })} error={errors.no_reason} />
        </fieldset>
      )}
    </>
  );
}

interface FactRowProps {
  field: FieldDeclaration;
  id: string;
  value: string | boolean;
  onChange: (value: string | boolean) => void;
  error: string | undefined;
  suggestions: readonly string[] | undefined;
}

function FactRow({ field, id, value, onChange, error, suggestions }: FactRowProps) {
  const invalid = error !== undefined;
  return (
    <FieldRow field={field} id={id} error={error}>
      {(describedBy) =>
        suggestions === undefined ? (
          <FieldControl {...{ field, id, value, onChange, invalid, describedBy }} lookup={undefined} />
        ) : (
          <SuggestInput {...{ id, invalid, describedBy, suggestions, onChange }} value={String(value)} />
        )
      }
    </FieldRow>
  );
}

import { FieldControl, FieldRow, type FieldDeclaration } from "@/shared/form";
import styles from "./facts.module.css";
import { EXCLUSIONS, type NoReasonTyped } from "./typed";

const YES_NO = [{ value: "true", label: "是" }, { value: "false", label: "否" }];

const FIELDS: (FieldDeclaration & { name: keyof NoReasonTyped })[] = [
  { name: "intact", label: "商品完好", type: "choice", choices: YES_NO, help: "为查看而拆封、合理试用不影响完好" },
  { name: "exclusion", label: "不适用情形", type: "choice", choices: Object.entries(EXCLUSIONS).map(([value, label]) => ({ value, label })), help: "没有就留空" },
  { name: "confirmed", label: "下单时已单独确认", type: "choice", choices: YES_NO, help: "消费者下单时对“不适用”作过确认" },
  { name: "gift", label: "缺少赠品标示价", type: "money", help: "赠品都退回的留空" },
];

interface NoReasonEditorProps {
  value: NoReasonTyped;
  onChange: (value: NoReasonTyped) => void;
  error: string | undefined;
  id: string;
}

/** The facts of a return without reason. */
export function NoReasonEditor({ value, onChange, error, id }: NoReasonEditorProps) {
  return (
    <div id={id} tabIndex={-1} className={styles.grid}>
      {FIELDS.filter((field) => field.name !== "confirmed" || value.exclusion !== "").map((field) => (
        <FieldRow key={field.name} field={field} id={`${id}-${field.name}`} error={undefined}>
          {(describedBy) => (
            <FieldControl
              {...{ field, describedBy }}
              id={`${id}-${field.name}`}
              value={value[field.name]}
              onChange={(next) => onChange({ ...value, [field.name]: String(next) })}
              invalid={false}
              lookup={undefined}
            />
          )}
        </FieldRow>
      ))}
      <p className={styles.error} role="alert">{error}</p>
    </div>
  );
}

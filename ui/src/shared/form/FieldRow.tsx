import type { ReactNode } from "react";
import type { FieldDeclaration } from "./fields";
import styles from "./form.module.css";

export interface FieldRowProps {
  field: Pick<FieldDeclaration, "label" | "required" | "help">;
  id: string;
  /** In place of the declared help. */
  help?: string | undefined;
  error: string | undefined;
  children: (describedBy: string) => ReactNode;
}

/** Label at the left, control at the right, help and what is wrong below it. */
export function FieldRow({ field, id, help = field.help, error, children }: FieldRowProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {field.label}
        {field.required === true ? <span className={styles.required}>必填</span> : null}
      </label>
      <div>
        {children(help === undefined ? `${id}-error` : `${id}-help ${id}-error`)}
        <p id={`${id}-help`} className={styles.help}>{help}</p>
        <p id={`${id}-error`} className={styles.error} role="alert">{error}</p>
      </div>
    </div>
  );
}

import { Button } from "antd";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { toCallError, type CallError } from "@/bridge";
import { useDraft } from "../drafts";
import { ErrorNote } from "../feedback";
import { isComposing } from "../keys";
import { FieldControl } from "./FieldControl";
import { FieldRow } from "./FieldRow";
import styles from "./form.module.css";
import type { FieldDeclaration, Typed, Values } from "./fields";
import type { Lookup } from "./RefSelect";
import { checkAll, toTyped } from "./validate";

export interface FormFromFieldsProps {
  fields: readonly FieldDeclaration[];
  /** Values to start from. */
  initial?: Values;
  /** The verb on the button. */
  submit: string;
  /** What it does cannot be taken back: the button is red. */
  destructive?: boolean;
  /** Sends it. A refusal that names a field is shown at that field, any other above the button. */
  onSubmit: (values: Values) => Promise<unknown>;
  onCancel?: () => void;
  /** Its word, when it is not 取消. */
  cancel?: string;
  /** Keeps unsaved typing under this name; a form that asks for a password keeps nothing. */
  draft?: string;
  /** What fields are together: the words of what is wrong, by field name. */
  check?: (values: Values) => Record<string, string>;
  /** Begins in this field. */
  focus?: string;
  /** Finds records for ref fields. */
  lookup?: Lookup;
}

/** A form made from declarations. Enter submits from a one-line field, Ctrl+Enter from anywhere. */
export function FormFromFields({ fields, initial = {}, submit, onSubmit, onCancel, cancel = "取消", draft, lookup, check, focus, destructive = false }: FormFromFieldsProps) {
  const formId = useId();
  const start = () => toTyped(fields, initial);
  const secret = fields.some((field) => field.type === "password");
  const { value: typed, change, clear, restored } = useDraft<Typed>(secret ? undefined : draft, start(), (stored) => readTyped(fields, start(), stored));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);

  const showErrors = (found: Record<string, string>) => {
    setErrors(found);
    const first = fields.find((field) => found[field.name] !== undefined);
    if (first !== undefined) document.getElementById(`${formId}-${first.name}`)?.focus();
  };
  const send = async () => {
    if (pending) return;
    const checked = checkAll(fields, typed);
    const wrong = { ...check?.(checked.values), ...checked.errors };
    setError(null);
    showErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setPending(true);
    try {
      await onSubmit(checked.values);
      clear(start());
    } catch (thrown) {
      const refused = toCallError(thrown);
      const field = fields.find((candidate) => candidate.name === refused.field);
      if (field === undefined) setError(refused);
      else showErrors({ [field.name]: refused.message });
    } finally {
      setPending(false);
    }
  };
  // Where everything must be filled in, saying so at each field tells nothing.
  const marks = fields.some(({ required, type }) => required !== true && type !== "bool");
  useFocus(focus === undefined ? undefined : `${formId}-${focus}`);
  const edit = (name: string, value: string | boolean) => {
    change({ ...typed, [name]: value });
    if (errors[name] !== undefined) setErrors(Object.fromEntries(Object.entries(errors).filter(([other]) => other !== name)));
  };

  return (
    // The keys are caught here because a submit has no other way to hear of Ctrl+Enter.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form className={styles.form} noValidate onSubmit={preventing(send)} onKeyDown={submitKeys}>
      {restored ? <Restored onDiscard={() => clear(start())} /> : null}
      {fields.map((field) => (
        <FieldRow key={field.name} field={marks ? field : { ...field, required: false }} id={`${formId}-${field.name}`} help={helpOf(field, typed[field.name])} error={errors[field.name]}>
          {(describedBy) => (
            <FieldControl
              {...{ field, describedBy, lookup }}
              id={`${formId}-${field.name}`}
              value={typed[field.name] ?? ""}
              onChange={(value) => edit(field.name, value)}
              invalid={errors[field.name] !== undefined}
            />
          )}
        </FieldRow>
      ))}
      {error === null ? null : <ErrorNote error={error} safe="已填的内容还在。" />}
      <div className={styles.buttons}>
        {onCancel === undefined ? null : <Button onClick={onCancel}>{cancel}</Button>}
        <Button type="primary" htmlType="submit" danger={destructive} loading={pending}>{submit}</Button>
      </div>
    </form>
  );
}

/** Goes to a field once, when the form appears. */
function useFocus(id: string | undefined) {
  const first = useRef(id);
  useEffect(() => {
    if (first.current !== undefined) document.getElementById(first.current)?.focus();
  }, []);
}

function helpOf(field: FieldDeclaration, typed: string | boolean | undefined): string | undefined {
  return field.hint?.(typeof typed === "string" ? typed : "") ?? field.help;
}

function preventing(act: () => Promise<void>) {
  return (event: SyntheticEvent) => {
    event.preventDefault();
    void act();
  };
}

/** Ctrl+Enter submits; an Enter that ends a composition must not (WebKit sends it as a plain one with keyCode 229). */
function submitKeys(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter") return;
  if (isComposing(event.nativeEvent)) event.preventDefault();
  else if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }
}

/** What a draft holds for the fields there are now; a field of another time is dropped. */
function readTyped(fields: readonly FieldDeclaration[], start: Typed, stored: unknown): Typed | null {
  if (typeof stored !== "object" || stored === null) return null;
  const old = stored as Record<string, unknown>;
  const kept = fields.flatMap(({ name }) => {
    const value = old[name];
    return typeof value === typeof start[name] ? [[name, value as string | boolean] as const] : [];
  });
  return { ...start, ...Object.fromEntries(kept) };
}

function Restored({ onDiscard }: { onDiscard: () => void }) {
  return (
    <p className={styles.restored} role="status">
      这是上次没有保存的内容。<Button type="link" size="small" onClick={onDiscard}>不要了，重新填</Button>
    </p>
  );
}

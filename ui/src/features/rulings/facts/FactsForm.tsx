import { Button } from "antd";
import { useState, type ReactNode, type SyntheticEvent } from "react";
import { toCallError, type CallError } from "@/bridge";
import { useDraft } from "@/shared/drafts";
import { ErrorNote } from "@/shared/feedback";
import type { FieldDeclaration } from "@/shared/form";
import { isComposing } from "@/shared/keys";
import { FactsFields } from "./FactsFields";
import { checkFacts, readFacts, typedFacts } from "./typed";

export interface FactsFormProps {
  fields: readonly FieldDeclaration[];
  initial: Record<string, unknown>;
  /** The verb on the button. */
  submit: string;
  draft: string;
  /** What is already known to be wrong, by the name of the fact. */
  wrong?: Record<string, string>;
  onSubmit: (values: Record<string, unknown>) => Promise<unknown>;
  onCancel: () => void;
  children?: ReactNode;
}

/** The facts of a case to be told or corrected. A refusal that names a fact is shown at that fact. */
export function FactsForm({ fields, initial, submit, draft, wrong = {}, onSubmit, onCancel, children }: FactsFormProps) {
  const start = () => typedFacts(fields, initial);
  const { value: typed, change, clear, restored } = useDraft(draft, start(), readFacts);
  const [errors, setErrors] = useState(wrong);
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const send = async () => {
    const checked = checkFacts(fields, typed);
    setErrors(checked.errors);
    setError(null);
    if (pending || Object.keys(checked.errors).length > 0) return;
    setPending(true);
    try {
      await onSubmit(checked.values);
      clear(typed);
    } catch (thrown) {
      const refused = toCallError(thrown);
      if (refused.field !== undefined && refused.field in checked.values) setErrors({ [refused.field]: refused.message });
      else setError(refused);
    } finally {
      setPending(false);
    }
  };
  const submitNow = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    // Ctrl+Enter sends from anywhere in the form.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      noValidate
      onSubmit={submitNow}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event.nativeEvent)) event.preventDefault();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submitNow(event);
      }}
    >
      {restored ? <p role="status">这是上次没有保存的内容。<Button type="link" size="small" onClick={() => clear(start())}>不要了，重新填</Button></p> : null}
      {children}
      <FactsFields {...{ fields, typed, errors }} onChange={change} />
      {Object.keys(errors).length === 0 ? null : <p role="alert">有 {Object.keys(errors).length} 处要改，见上面红字。</p>}
      {error === null ? null : <ErrorNote error={error} safe="已填的内容还在。" />}
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end", paddingTop: 8 }}>
        <Button onClick={onCancel}>取消</Button>
        <Button type="primary" htmlType="submit" loading={pending}>{submit}</Button>
      </div>
    </form>
  );
}

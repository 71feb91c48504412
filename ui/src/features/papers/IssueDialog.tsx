import { Button, Checkbox, Modal, Radio } from "antd";
import { useState, type ReactNode } from "react";
import { call, toCallError, type CallError, type PaperAsked, type PaperOffer } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { focusDialogForm } from "@/shared/form";
import { useSaveFile } from "@/shared/record";
import type { PapersProps } from "./Papers";
import look from "@/shared/look.module.css";
import styles from "./papers.module.css";

interface IssueDialogProps extends Pick<PapersProps, "of" | "offers"> {
  open: boolean;
  onIssued: (id: string) => void;
  onClose: () => void;
}

/** Issues a paper by hand: again, in another size, in large type. */
export function IssueDialog({ open, ...rest }: IssueDialogProps) {
  return (
    <Modal open={open} title={`出具通知书 ${rest.of.number}`} onCancel={rest.onClose} afterOpenChange={focusDialogForm} footer={null} destroyOnHidden width={480}>
      <IssueForm {...rest} />
    </Modal>
  );
}

function IssueForm({ of, offers, onIssued, onClose }: Omit<IssueDialogProps, "open">) {
  const [offer, setOffer] = useState<PaperOffer | undefined>(offers[0]);
  const [size, setSize] = useState("");
  const [large, setLarge] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const sample = useSaveFile();
  if (offer === undefined) return <p>现在没有可以出具的通知书。</p>;
  // A size of the paper looked at before may not be one of this.
  const paper = offer.sizes.some(([name]) => name === size) ? size : (offer.sizes[0]?.[0] ?? "");
  const asked: PaperAsked = { kind: of.kind, id: of.id, what: offer.what, paper, large_type: large };
  const issue = async () => {
    setPending(true);
    setError(null);
    try {
      const { id } = await call("notices.issue", asked);
      onClose();
      onIssued(id);
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void issue();
      }}
    >
      <Choice title="哪一种" name="paper-what" value={offer.what} options={offers.map(({ what, title }) => [what, title])} onChange={(what) => setOffer(offers.find((one) => one.what === what))} />
      <Choice title="纸型" name="paper-size" value={paper} options={offer.sizes} onChange={setSize} />
      <Checkbox checked={large} onChange={(event) => setLarge(event.target.checked)}>大字版（给看不清小字的消费者）</Checkbox>
      <p className={look.quiet}>出具后有编号并存档，不能再改，只能作废重出。样张没有编号，不存档。</p>
      {[error, sample.error].map((one) => (one === null ? null : <ErrorNote key={one.message} error={one} safe="没有出具，记录没有改动。" />))}
      <p role="status">{sample.said}</p>
      <div className={styles.buttons}>
        <Button onClick={onClose}>取消</Button>
        <Button loading={sample.pending} onClick={() => void sample.save("notices.preview", asked, `${offer.title}-样张.pdf`)}>试看样张…</Button>
        <Button type="primary" htmlType="submit" loading={pending}>出具</Button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  title: string;
  name: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}

/** One of several; where there is one only, it is said and not asked. */
function Choice({ title, name, value, options, onChange }: ChoiceProps): ReactNode {
  if (options.length < 2) return <p>{title}：{options[0]?.[1] ?? "—"}</p>;
  return (
    <fieldset className={styles.choice}>
      <legend>{title}</legend>
      <Radio.Group name={name} value={value} onChange={(event) => onChange(String(event.target.value))} options={options.map(([code, label]) => ({ value: code, label }))} />
    </fieldset>
  );
}

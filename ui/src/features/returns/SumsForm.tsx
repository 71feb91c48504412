import { Button, Drawer, Input, Select } from "antd";
import { useState } from "react";
import { CallError, type Bearer, type Button as StepButton, type RecordView } from "@/bridge";
import type { CaseFormsProps } from "@/features/cases";
import { FormFromFields, type FieldValue } from "@/shared/form";
import look from "@/shared/look.module.css";
import { declarationsOf } from "@/shared/record";
import { BEARERS, EMPTY, readDiscounts, typedDiscounts, type TypedDiscount } from "./discounts";
import styles from "./returns.module.css";

/** What the refund is computed from beyond the order: discounts by bearer, freight, a gift that stays away. */
export function SumsForm({ view: { record }, asked, perform, onClose }: CaseFormsProps) {
  const button = record.buttons.find(({ event }) => event === "set_sums");
  return (
    <Drawer open={asked?.event === "set_sums" && button !== undefined} title={`${button?.label ?? ""} ${record.number}`} onClose={onClose} size={640} destroyOnHidden>
      {button === undefined ? null : <Sums button={button} record={record} onSubmit={(values) => perform("set_sums", values)} onClose={onClose} />}
    </Drawer>
  );
}

interface SumsProps {
  button: StepButton;
  record: RecordView;
  onSubmit: (values: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
}

function Sums({ button, record, onSubmit, onClose }: SumsProps) {
  const [discounts, setDiscounts] = useState(() => typedDiscounts(record.values.discounts));
  const fields = declarationsOf(button.asks);
  const initial = Object.fromEntries(fields.map(({ name }) => [name, (record.values[name] ?? null) as FieldValue]));
  const submit = async (values: Record<string, unknown>) => {
    const read = readDiscounts(discounts);
    if ("wrong" in read) throw new CallError({ code: "bad_input", message: read.wrong, retryable: false, trace_id: "" });
    await onSubmit({ ...values, discounts: read.value });
    onClose();
  };
  return (
    <>
      <Discounts typed={discounts} onChange={setDiscounts} />
      <FormFromFields fields={fields} initial={initial} submit="保存" onSubmit={submit} onCancel={onClose} />
    </>
  );
}

function Discounts({ typed, onChange }: { typed: readonly TypedDiscount[]; onChange: (typed: TypedDiscount[]) => void }) {
  const edit = (at: number, change: Partial<TypedDiscount>) => onChange(typed.map((one, place) => (place === at ? { ...one, ...change } : one)));
  return (
    <fieldset className={styles.discountForm}>
      <legend>优惠明细</legend>
      <p className={look.quiet}>按下单时的顺序逐项填写；都不填，就用订单表所列的优惠。</p>
      {typed.map((one, at) => (
        // Rows have nothing of their own but their place.
        <div key={at} className={styles.discountRow}>
          <Input aria-label={`第 ${at + 1} 项优惠的名称`} placeholder="如 满300减30" value={one.label} onChange={(event) => edit(at, { label: event.target.value })} maxLength={40} />
          <Select<Bearer> aria-label={`第 ${at + 1} 项由谁承担`} value={one.bearer} options={[...BEARERS]} onChange={(bearer) => edit(at, { bearer })} />
          <Input aria-label={`第 ${at + 1} 项优惠的金额`} placeholder="金额（元）" inputMode="decimal" value={one.yuan} onChange={(event) => edit(at, { yuan: event.target.value })} />
          <Button aria-label={`去掉第 ${at + 1} 项`} onClick={() => onChange(typed.filter((_, place) => place !== at))}>去掉</Button>
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...typed, EMPTY])}>加一项优惠</Button>
    </fieldset>
  );
}

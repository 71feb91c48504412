import { Button, Checkbox, Select } from "antd";
import { FieldControl } from "@/shared/form";
import styles from "./facts.module.css";
import { DELAYS, NEW_REPAIR, type RepairTyped } from "./typed";

interface RepairsEditorProps {
  rows: readonly RepairTyped[];
  onChange: (rows: RepairTyped[]) => void;
  error: string | undefined;
  id: string;
}

const DELAY_CHOICES = Object.entries(DELAYS).map(([value, label]) => ({ value, label }));

/** The stays with the repairer, a row each. A row without the day it was handed back is still in the shop. */
export function RepairsEditor({ rows, onChange, error, id }: RepairsEditorProps) {
  const set = (at: number, change: Partial<RepairTyped>) => onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <div id={id} tabIndex={-1} className={styles.repairs}>
      {rows.length === 0 ? <p className={styles.quiet}>没有修理过。修过的每次一行，还在修的不填交还日期。</p> : null}
      {rows.map((row, at) => (
        // Rows have no identity of their own; they are told apart by their place.
        <fieldset key={at} className={styles.repair}>
          <legend>第 {at + 1} 次</legend>
          <Day id={`${id}-${at}-in`} label="送修" value={row.in} onChange={(day) => set(at, { in: day })} />
          <Day id={`${id}-${at}-out`} label="交还" value={row.out} onChange={(day) => set(at, { out: day })} />
          <div className={styles.cell}>
            <label htmlFor={`${id}-${at}-delay`}>拖延原因</label>
            <Select
              id={`${id}-${at}-delay`}
              value={row.delay === "" ? null : row.delay}
              onChange={(delay: string | null | undefined) => set(at, { delay: delay ?? "" })}
              options={DELAY_CHOICES}
              allowClear
              placeholder="无"
              style={{ width: "100%" }}
            />
          </div>
          <Checkbox checked={row.charged} onChange={(event) => set(at, { charged: event.target.checked })}>收费修理</Checkbox>
          <Button size="small" onClick={() => onChange(rows.filter((_, index) => index !== at))} aria-label={`删去第 ${at + 1} 次维修`}>删去</Button>
        </fieldset>
      ))}
      <Button size="small" onClick={() => onChange([...rows, NEW_REPAIR])}>添加一次维修</Button>
      <p className={styles.error} role="alert">{error}</p>
    </div>
  );
}

function Day({ id, label, value, onChange }: { id: string; label: string; value: string; onChange: (day: string) => void }) {
  return (
    <div className={styles.cell}>
      <label htmlFor={id}>{label}</label>
      <FieldControl
        id={id}
        field={{ name: id, label, type: "date" }}
        value={value}
        onChange={(day) => onChange(String(day))}
        invalid={false}
        describedBy=""
        lookup={undefined}
      />
    </div>
  );
}

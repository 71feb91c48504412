import { Button, Radio } from "antd";
import { useState } from "react";
import { toCallError, useOperation, type CallError, type ConventionInfo, type RecordView } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { Card } from "@/shared/layout";
import { performStep } from "@/shared/record";
import { chosenOf, isSwitch } from "./conventions";
import styles from "./settings.module.css";
import { useShopRecord } from "./useShopRecord";

/** How the shop reads the law where the law leaves room. Every choice changes what rulings say from then on. */
export function ConventionsPart() {
  const list = useOperation("rulings.conventions", {}, { kinds: ["shop"] });
  const shop = useShopRecord();
  const error = list.error ?? shop.error;
  if (error !== null) return <ErrorNote error={error} safe="约定没有改动。" onRetry={() => void list.refetch()} />;
  if (list.data === undefined || shop.record === undefined) return null;
  return <Conventions key={shop.record.version} conventions={list.data} shop={shop.record} />;
}

const INTRO = "法律条文没有写明、各地做法不一的地方，由店主选定一种算法。选了以后，新的判定都按它算，并在判定里写明；以前的判定不变。";

function Conventions({ conventions, shop }: { conventions: readonly ConventionInfo[]; shop: RecordView }) {
  const stored = chosenOf(conventions);
  const [chosen, setChosen] = useState(stored);
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const button = shop.buttons.find(({ event }) => event === "set_conventions");
  const may = button?.enabled === true;
  const changed = conventions.filter(({ field }) => field !== null && chosen[field] !== stored[field]);
  const save = async () => {
    setPending(true);
    setError(null);
    try {
      await performStep(shop, "set_conventions", { conventions: chosen });
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Card title="可以选择的">
        <p className={styles.intro}>
          {INTRO}{may ? "" : "这些由店主选择，您可以查看。"}
        </p>
        {conventions.filter(isSwitch).map((one) => (
          <Switch key={one.field} convention={one} disabled={!may} chosen={chosen[one.field ?? ""] ?? one.current} onChoose={(code) => setChosen({ ...chosen, [one.field ?? ""]: code })} />
        ))}
        {error === null ? null : <ErrorNote error={error} safe="选的还在，没有保存。" />}
        {may ? (
          <div className={styles.save}>
            <span role="status">{changed.length === 0 ? "" : `改了 ${changed.length} 项，还没有保存：${changed.map(({ name }) => name).join("、")}`}</span>
            <Button onClick={() => setChosen(stored)} disabled={changed.length === 0}>恢复原样</Button>
            <Button type="primary" onClick={() => void save()} loading={pending} disabled={changed.length === 0}>保存约定</Button>
          </div>
        ) : null}
      </Card>
      <Card title="固定的">
        <p className={styles.intro}>这些按条文直接计算，不能改。</p>
        <dl className={styles.fixed}>
          {conventions.filter((one) => !isSwitch(one)).map((one) => (
            <div key={one.id}>
              <dt>{one.name}<span className={styles.quiet}> {one.id}</span></dt>
              <dd>{one.current}<span className={styles.basis}>依据：{one.basis}</span></dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  );
}

interface SwitchProps {
  convention: ConventionInfo;
  chosen: string;
  disabled: boolean;
  onChoose: (code: string) => void;
}

function Switch({ convention, chosen, disabled, onChoose }: SwitchProps) {
  return (
    <fieldset className={styles.switch} disabled={disabled}>
      <legend>
        {convention.name}<span className={styles.quiet}> {convention.id}</span>
        {convention.disputed ? <span className={styles.disputed}>存在不同理解</span> : null}
      </legend>
      <p className={styles.basis}>依据：{convention.basis}</p>
      <Radio.Group
        value={chosen}
        disabled={disabled}
        onChange={(event) => onChoose(String(event.target.value))}
        options={convention.alternatives.map(({ code, label }) => ({ value: code, label }))}
      />
    </fieldset>
  );
}

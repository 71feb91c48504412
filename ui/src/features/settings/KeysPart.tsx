import { Button } from "antd";
import { useState } from "react";
import { call, useOperation, usePerform, type KeysView } from "@/bridge";
import { tidyCode } from "@/features/session";
import { ErrorNote, Progress } from "@/shared/feedback";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { Card } from "@/shared/layout";
import { DateText } from "@/shared/time";
import { KeyValue } from "@/shared/values";
import styles from "./settings.module.css";

const CODE: readonly FieldDeclaration[] = [
  { name: "code", label: "凭条上的恢复码", type: "text", required: true, help: "只核对，不会保存；不分大小写，横线可以不输" },
];

const ROTATE = "更换后，数据用新的钥匙重新加密，恢复码不变。怀疑电脑被人动过、数据文件被人拷走时用。升级前留在文件夹里的旧库副本只有旧钥匙能打开，会一并删除。要有约两倍于数据文件的空间，期间其他人稍等。";

/** What opens the shop: when it was last tried, and what the owner puts right. */
export function KeysPart() {
  const state = useOperation("keys.state", {}, { kinds: [] });
  const [fresh, setFresh] = useState<KeysView | null>(null);
  const keys = fresh ?? state.data;
  if (keys === undefined) return null;
  return (
    <Card title="钥匙">
      <div className={styles.narrow}>
        {keys.older === null ? null : <Older words={keys.older} onDone={() => { setFresh(null); void state.refetch(); }} />}
        <KeyValue label="钥匙的状态" items={facts(keys)} />
        <div className={styles.steps}>
          {keys.keychain === "not_used" ? null : <Step name="keys.check" label="核对系统钥匙串" done="已核对，结果在上面。" onDone={setFresh} />}
          <Step name="keys.mend" label={keys.keychain === "not_used" ? "重写钥匙文件" : "重写钥匙文件和钥匙串"} done="已重写。" onDone={setFresh} />
        </div>
        <div className={styles.section}>
          {keys.code_check_due ? <p className={styles.pending}><span aria-hidden="true">! </span>恢复码一年没有核对过了，请找出凭条输入一次。</p> : null}
          <FormFromFields fields={CODE} submit="核对恢复码" onSubmit={async ({ code }) => setFresh(await call("keys.check_code", { code: tidyCode(String(code)) }))} />
        </div>
        <div className={styles.section}>
          <p className={styles.intro}>{ROTATE}</p>
          <Step name="keys.rotate" label="更换数据钥匙" done="已更换，数据用新的钥匙重新加密了。" onDone={setFresh} />
        </div>
      </div>
    </Card>
  );
}

function facts(keys: KeysView) {
  const checked = keys.keychain_checked_at === null ? null : <>（<DateText value={keys.keychain_checked_at} /> 核对）</>;
  return [
    { label: "系统钥匙串", value: <>{keys.keychain_words}{checked}</> },
    { label: "钥匙文件", value: keys.key_files_whole ? "两份都完好。" : "有一份缺失或损坏，请重写。" },
    { label: "恢复码", value: keys.code_checked_at === null ? "" : <span role="status">上次核对 <DateText value={keys.code_checked_at} /></span> },
  ];
}

interface StepProps {
  name: "keys.check" | "keys.mend" | "keys.rotate";
  label: string;
  /** What is said afterwards. */
  done: string;
  onDone: (keys: KeysView) => void;
}

function Step({ name, label, done, onDone }: StepProps) {
  const step = usePerform(name);
  return (
    <div>
      <Button onClick={() => void step.perform({}).then(onDone, () => undefined)} loading={step.pending}>{label}</Button>
      <Progress waiting={step.waiting} label={label} />
      <span role="status">{step.done === undefined || step.pending || step.error !== null ? "" : ` ✓ ${done}${step.done.done ?? ""}`}</span>
      {step.error === null ? null : <ErrorNote error={step.error} />}
    </div>
  );
}

function Older({ words, onDone }: { words: string; onDone: () => void }) {
  const accept = usePerform("keys.continue_older");
  return (
    <div className={styles.pending}>
      <p>{words}</p>
      <Button danger onClick={() => void accept.perform({}).then(onDone, () => undefined)} loading={accept.pending}>找不回了，按这份继续</Button>
      {accept.error === null ? null : <ErrorNote error={accept.error} />}
    </div>
  );
}

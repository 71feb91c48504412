import { Button } from "antd";
import { useState } from "react";
import { useOperation } from "@/bridge";
import { useDraft } from "@/shared/drafts";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import type { FieldDeclaration } from "@/shared/form";
import { Card, PageHeader } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { beijing, useNow } from "@/shared/time";
import { FactsFields } from "./facts/FactsFields";
import { demandedFacts, factDeclarations } from "./facts/factFields";
import { checkFacts, readFacts, typedFacts, withoutNulls, type FactsTyped } from "./facts/typed";
import { PRESETS } from "./presets";
import { RulingAnswer } from "./RulingAnswer";
import styles from "./rulings.module.css";
import { useSandbox } from "./useSandbox";

/** 沙盘: what the rules would say, while the facts are being typed. Nothing is stored. */
export function SandboxScreen() {
  // Only what is declared is wanted, so a state is named that no case is in.
  const { data, error } = useOperation("records.list", { kind: "quality_case", words: "", state: "none", after: null }, { kinds: [] });
  return (
    <>
      <PageHeader title="判定沙盘" subtitle="改一个事实，右边立即重算；这里的内容不会记入任何售后单。" />
      {error === null ? null : <ErrorNote error={error} />}
      {data === undefined ? null : <Sandbox fields={factDeclarations(data.fields)} />}
    </>
  );
}

function Sandbox({ fields }: { fields: readonly FieldDeclaration[] }) {
  const today = beijing(useNow())?.date ?? "";
  const start = typedFacts(fields, { claim: "quality", channel: "online", fault_date: today, as_of: today });
  const { value: typed, change } = useDraft<FactsTyped>("sandbox", start, readFacts);
  const checked = checkFacts(fields, typed);
  const facts = withoutNulls(checked.values);
  const missing = missingFacts(fields, checked.values);
  const wrong = Object.keys(checked.errors).length > 0;
  const { ruling, error } = useSandbox(facts, !wrong && missing.length === 0);
  const atField = error?.field !== undefined && error.field in checked.values ? { [error.field]: error.message } : {};
  return (
    <div className={styles.sandbox}>
      <Card title="事实" extra={<Copy facts={facts} />}>
        <div className={styles.presets} role="group" aria-label="例子">
          {PRESETS.map((preset) => <Button key={preset.title} size="small" onClick={() => change(typedFacts(fields, preset.facts))}>{preset.title}</Button>)}
          <Button size="small" type="text" onClick={() => change(start)}>清空</Button>
        </div>
        <FactsFields fields={fields} typed={typed} onChange={change} errors={{ ...(missing.length === 0 ? atField : {}), ...checked.errors }} />
      </Card>
      <div className={styles.live} aria-live="polite">
        <Card title="判定">
          {missing.length > 0 ? (
            <EmptyState title="事实还不够" step={`请先填写：${missing.join("、")}；或从上面选一个例子。`} />
          ) : error !== null && Object.keys(atField).length === 0 ? (
            <ErrorNote error={error} />
          ) : ruling === null || wrong || error !== null ? (
            <p className={look.quiet}>{wrong || error !== null ? `请先改正左边标红的事实：${error?.message ?? Object.values(checked.errors)[0] ?? ""}` : "正在判定…"}</p>
          ) : (
            <RulingAnswer answer={ruling} price={typeof facts.price_fen === "number" ? facts.price_fen : null} />
          )}
        </Card>
      </div>
    </div>
  );
}

/** What the rules cannot do without, by label. */
function missingFacts(fields: readonly FieldDeclaration[], values: Record<string, unknown>): string[] {
  return demandedFacts(String(values.claim)).filter((name) => values[name] === null || values[name] === undefined).map((name) => fields.find((field) => field.name === name)?.label ?? name);
}

function Copy({ facts }: { facts: Record<string, unknown> }) {
  const [said, setSaid] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(JSON.stringify({ id: "沙盘", facts })).then(() => setSaid("已复制"), () => setSaid("没有复制成功"));
  };
  return <span><span role="status" className={look.quiet}>{said}</span> <Button size="small" onClick={copy}>复制事实 (JSON)</Button></span>;
}

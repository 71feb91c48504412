import type { Entry } from "@/bridge";
import { CONFIDENCE, FAMILIES } from "@/features/rulings";
import look from "@/shared/look.module.css";
import { KeyValue } from "@/shared/values";
import { baseOf, standingOfMonths, standingOfRate } from "./compare";
import { RESPONSIBLE } from "./entryColumns";
import { Figure } from "./Figure";
import { rateText } from "./rate";
import styles from "./catalogue.module.css";

/** One entry with all its elements, beside what the built-in list gives. */
export function EntryDetails({ entry, builtin }: { entry: Entry; builtin: readonly Entry[] | null }) {
  const base = builtin === null ? undefined : baseOf(builtin, entry);
  const law = (text: string | null) => (base === undefined || text === null ? null : <span className={look.quiet}>（国家目录 {text}）</span>);
  const months = (n: number | null | undefined) => (n === null || n === undefined ? null : `${n} 个月`);
  const rate = (n: number | null | undefined) => (n === null || n === undefined ? null : `${rateText(n)}%`);
  return (
    <>
      <KeyValue
        label="条目"
        items={[
          { label: "品名", value: entry.product },
          { label: "适用规定", value: FAMILIES[entry.family] ?? entry.family },
          { label: "整机期", value: <><Figure text={months(entry.whole_months)} standing={standingOfMonths(entry.whole_months, base?.whole_months)} confidence={entry.confidence} /> {law(months(base?.whole_months))}</> },
          { label: "日折旧率", value: <><Figure text={rate(entry.daily_rate)} standing={standingOfRate(entry.daily_rate, base?.daily_rate)} /> {law(rate(base?.daily_rate))}</> },
          { label: "特殊情形", value: entry.special_cases },
          { label: "服务细则", value: entry.service_standard },
          { label: "适用范围", value: entry.scope },
          { label: "责任方", value: entry.responsible === null ? null : RESPONSIBLE[entry.responsible] },
          { label: "来源", value: entry.source },
          { label: "可信度", value: `${CONFIDENCE[entry.confidence]}${entry.remark === "" ? "" : `：${entry.remark}`}` },
        ]}
      />
      <h3 className={styles.heading}>主要部件期</h3>
      {entry.parts.length === 0 ? <p className={look.quiet}>{entry.no_main_parts ? "写明没有主要部件。" : "没有列出。"}</p> : null}
      <ul>
        {entry.parts.map((part) => (
          <li key={part.name}>
            {part.name}：<Figure text={months(part.months)} standing={standingOfMonths(part.months, base?.parts.find((one) => one.name === part.name)?.months)} confidence={part.confidence} />{" "}
            <span className={look.quiet}>{part.source}{part.confidence === "verified" ? "" : `（${CONFIDENCE[part.confidence]}${part.remark === "" ? "" : `：${part.remark}`}）`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

import type { Ruling } from "@/bridge";
import { DayBar } from "@/shared/daybar";
import look from "@/shared/look.module.css";
import { beijing, useNow } from "@/shared/time";
import { formatFen } from "@/shared/values";
import { barInput } from "./bar";
import { OptionChips } from "./OptionChips";
import styles from "./rulings.module.css";
import { sumRows } from "./sums";
import { Working } from "./Working";
import { CONFIDENCE, ruleSetName, useConventionNames, useOptionWords } from "./words";

export interface RulingAnswerProps {
  answer: Ruling;
  /** The options as they stand; those of the answer unless a departure added some. */
  options?: readonly string[];
  chosen?: string | undefined;
  /** Price in the facts, in fen. */
  price: number | null;
}

/** An answer of the rules, from the sentence down to the clause. */
export function RulingAnswer({ answer, options = answer.options, chosen, price }: RulingAnswerProps) {
  const words = useOptionWords();
  const today = beijing(useNow())?.date ?? "";
  return (
    <div className={styles.answer}>
      <p className={styles.headline}>{answer.headline}</p>
      <OptionChips {...{ options, words, chosen }} />
      {answer.confidence === "verified" ? null : (
        <p className={styles.warning}><span aria-hidden="true">! </span>所用数据中有一部分“{CONFIDENCE[answer.confidence]}”，告知书上也会写明。</p>
      )}
      {answer.warnings.map((warning) => <p key={warning} className={styles.warning}><span aria-hidden="true">! </span>{warning}</p>)}
      {answer.bar.start === null ? null : <DayBar {...barInput(answer.bar, today)} />}
      <Dates answer={answer} />
      <Sums answer={answer} price={price} />
      <h3 className={styles.heading}>依据与计算（{answer.working.length} 行）</h3>
      <Working lines={answer.working} />
      <Notes answer={answer} />
      <p className={styles.foot}>目录 {answer.catalogue_version} · 适用 {ruleSetName(answer.rule_set)}</p>
    </div>
  );
}

function Dates({ answer }: { answer: Ruling }) {
  const extension = answer.extension_days !== null && answer.extension_days > 0 ? `（含修理顺延 ${answer.extension_days} 天）` : "";
  const rolled = answer.expires !== null && answer.expires !== answer.expires_raw && extension === "" ? `（原 ${answer.expires_raw ?? "—"}，遇休息日顺延）` : extension;
  const dates = [
    [answer.day7_last, "第 7 日"],
    [answer.day15_last, "第 15 日"],
    [answer.expires, "期满"],
  ].filter((pair): pair is [string, string] => pair[0] !== null);
  if (dates.length === 0) return null;
  return <p className={styles.dates}>{dates.map(([date, label]) => `${label} ${date}${label === "期满" ? rolled : ""}`).join(" · ")}</p>;
}

function Sums({ answer, price }: { answer: Ruling; price: number | null }) {
  const rows = sumRows(answer, price);
  if (rows.length === 0) return null;
  return (
    <table className={styles.sums} aria-label="金额">
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} className={row.total === true ? styles.total : undefined}>
            <th scope="row">{row.label}</th>
            <td>{formatFen(row.fen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Notes({ answer }: { answer: Ruling }) {
  const nameOf = useConventionNames();
  if (answer.notes.length === 0) return null;
  return (
    <>
      <h3 className={styles.heading}>存在不同理解（{answer.notes.length} 处）</h3>
      <ul className={styles.notes}>
        {answer.notes.map((note) => (
          <li key={`${note.convention} ${note.reading}`}>
            <p><strong>{nameOf(note.convention)}</strong>（{note.convention}）：本次按 {note.reading}</p>
            <p className={look.quiet}>另一种理解：{note.alternative}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

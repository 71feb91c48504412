import { Input, Segmented } from "antd";
import { useState } from "react";
import type { KindView, StateCount } from "@/bridge";
import { Chip, Chips, MOST_NUMBERS, pastedNumbers } from "@/features/queue";
import { kindsOf, statesOf, type ListFilter } from "./filter";
import styles from "./cases.module.css";

interface FilterBarProps {
  filter: ListFilter;
  counts: readonly StateCount[];
  /** The kinds of cases there are. */
  kinds: readonly KindView[];
  onChange: (filter: ListFilter) => void;
}

const WHICH = [{ value: "open", label: "未结" }, { value: "ended", label: "已结" }, { value: "all", label: "全部" }];
const WHOSE = [{ value: "all", label: "全店" }, { value: "mine", label: "我的" }];
const LANES = [{ lane: "law", label: "法定" }, { lane: "platform", label: "平台" }, { lane: "promise", label: "承诺" }] as const;

/** What is listed: whose, open or ended, of which kind, in which state, past its limit, with which words or numbers. */
export function FilterBar({ filter, counts, kinds, onChange }: FilterBarProps) {
  const late = counts.filter(({ kind }) => filter.kind === null || kind === filter.kind).reduce((sum, count) => sum + count.late, 0);
  // The counts are those of the shop: beside a narrower list they would be wrong.
  const told = (n: number) => (filter.mine || filter.words !== "" || filter.lane !== null ? "" : ` ${n}`);
  const search = <Words key={`${filter.words} ${filter.numbers.length}`} words={filter.words} onSearch={(words) => onChange({ ...filter, words, numbers: [] })} onNumbers={(numbers) => onChange({ ...filter, words: "", numbers })} />;
  if (filter.numbers.length > 0) {
    return (
      <div className={styles.filters}>
        <Chips label="单号"><Chip on onToggle={() => onChange({ ...filter, numbers: [] })}>粘贴的 {filter.numbers.length} 个单号 ×</Chip></Chips>
        {search}
      </div>
    );
  }
  return (
    <div className={styles.filters}>
      <Segmented aria-label="谁的" options={WHOSE} value={filter.mine ? "mine" : "all"} onChange={(value) => onChange({ ...filter, mine: value === "mine" })} />
      <Segmented
        aria-label="办结与否"
        options={WHICH}
        value={filter.which}
        onChange={(value) => onChange({ ...filter, which: value as ListFilter["which"], state: null, late: value === "ended" ? false : filter.late })}
      />
      {kinds.length < 2 ? null : (
        <Chips label="类型">
          {kindsOf(filter, counts, kinds).filter(({ kind, count }) => count > 0 || kind === filter.kind).map(({ kind, label, count }) => (
            <Chip key={kind} on={filter.kind === kind} empty={count === 0} onToggle={(on) => onChange({ ...filter, kind: on ? kind : null, state: null })}>{label}{told(count)}</Chip>
          ))}
        </Chips>
      )}
      <Chips label="状态">
        {filter.which === "ended" ? null : (
          <Chip on={filter.late} late={late > 0} onToggle={(on) => onChange({ ...filter, late: on })}>超时{told(late)}</Chip>
        )}
        {statesOf(filter, counts, kinds).map((count) => (
          <Chip key={count.state} on={filter.state === count.state} onToggle={(on) => onChange({ ...filter, state: on ? count.state : null })}>
            {count.state_label}{told(count.count)}
          </Chip>
        ))}
      </Chips>
      <Chips label="时限">
        {LANES.map(({ lane, label }) => (
          <Chip key={lane} on={filter.lane === lane} onToggle={(on) => onChange({ ...filter, lane: on ? lane : null })}>{label}</Chip>
        ))}
      </Chips>
      {search}
    </div>
  );
}

interface WordsProps {
  words: string;
  onSearch: (words: string) => void;
  onNumbers: (numbers: string[]) => void;
}

/** Words, or a column of numbers out of a spreadsheet. */
function Words({ words, onSearch, onNumbers }: WordsProps) {
  const [text, setText] = useState(words);
  const [said, setSaid] = useState("");
  const take = (given: string): boolean => {
    const numbers = pastedNumbers(given);
    if (numbers === null) return false;
    if (numbers.length > MOST_NUMBERS) setSaid(`一次最多查 ${MOST_NUMBERS} 个，您粘贴了 ${numbers.length} 个，请分批。`);
    else onNumbers(numbers);
    return true;
  };
  return (
    <div className={styles.words}>
      <Input.Search
        value={text}
        onChange={(event) => setText(event.target.value)}
        // A field of one line would run the pasted lines together.
        onPaste={(event) => {
          if (take(event.clipboardData.getData("text"))) event.preventDefault();
        }}
        onSearch={(value) => (take(value) ? undefined : onSearch(value.trim()))}
        placeholder="单号、尾号、姓名；可粘贴一列单号"
        aria-label="在售后单里查找"
        allowClear
      />
      <span role="status">{said}</span>
    </div>
  );
}

import { Input, Segmented } from "antd";
import { useState } from "react";
import type { StateCount } from "@/bridge";
import styles from "./cases.module.css";
import type { ListFilter } from "./filter";

interface FilterBarProps {
  filter: ListFilter;
  counts: readonly StateCount[];
  onChange: (filter: ListFilter) => void;
}

/** The order in which a case goes through them; a state of another kind comes after. */
const COURSE = ["registered", "accepted", "ruled", "told", "chosen", "done", "cancelled"];
const place = (state: string) => (COURSE.indexOf(state) + COURSE.length + 1) % (COURSE.length + 1);

const WHICH = [{ value: "open", label: "未结" }, { value: "ended", label: "已结" }, { value: "all", label: "全部" }];
const WHOSE = [{ value: "all", label: "全店" }, { value: "mine", label: "我的" }];

/** What is listed: whose, open or ended, in which state, past its limit, with which words. */
export function FilterBar({ filter, counts, onChange }: FilterBarProps) {
  const states = counts.filter((count) => filter.which === "all" || count.ended === (filter.which === "ended")).sort((a, b) => place(a.state) - place(b.state));
  const late = counts.reduce((sum, count) => sum + count.late, 0);
  // The counts are those of the shop: beside a narrower list they would be wrong.
  const told = (n: number) => (filter.mine || filter.words !== "" ? "" : ` ${n}`);
  return (
    <div className={styles.filters}>
      <Segmented aria-label="谁的" options={WHOSE} value={filter.mine ? "mine" : "all"} onChange={(value) => onChange({ ...filter, mine: value === "mine" })} />
      <Segmented
        aria-label="办结与否"
        options={WHICH}
        value={filter.which}
        onChange={(value) => onChange({ ...filter, which: value as ListFilter["which"], state: null, late: value === "ended" ? false : filter.late })}
      />
      <div className={styles.chips} role="group" aria-label="状态">
        {filter.which === "ended" ? null : (
          <Chip on={filter.late} late={late > 0} onToggle={(on) => onChange({ ...filter, late: on })}>超时{told(late)}</Chip>
        )}
        {states.map((count) => (
          <Chip key={count.state} on={filter.state === count.state} onToggle={(on) => onChange({ ...filter, state: on ? count.state : null })}>
            {count.state_label}{told(count.count)}
          </Chip>
        ))}
      </div>
      <Words key={filter.words} words={filter.words} onSearch={(words) => onChange({ ...filter, words })} />
    </div>
  );
}

interface ChipProps {
  on: boolean;
  late?: boolean;
  onToggle: (on: boolean) => void;
  children: React.ReactNode;
}

function Chip({ on, late = false, onToggle, children }: ChipProps) {
  const look = [styles.chip, on ? styles.chipOn : "", late ? styles.chipLate : ""].join(" ");
  return <button type="button" aria-pressed={on} className={look} onClick={() => onToggle(!on)}>{children}</button>;
}

function Words({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const [text, setText] = useState(words);
  return (
    <Input.Search
      className={styles.words ?? ""}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={(value) => onSearch(value.trim())}
      placeholder="单号、订单号、尾号、姓名，回车查找"
      aria-label="在售后单里查找"
      allowClear
    />
  );
}

import { useEffect, useRef, useState } from "react";
import styles from "./DayBar.module.css";
import { layDayBar, type DayBarInput, type DayBarLayout } from "./dayBarLayout";

const ROW = 20;
const BAR = 14;
const FOOT = 24;
const TEXT_BASE = 14;

/** The days a ruling counts: sale, day 7, day 15, end of the period, repairs as grey blocks, today as a line. */
export function DayBar(props: DayBarInput) {
  const { ref, width } = useWidth(640);
  const layout = layDayBar(props, width);
  return (
    <div ref={ref} className={styles.box}>
      {layout === null ? <p className={styles.quiet}>日期不全，画不出时间轴。</p> : <Drawing {...props} layout={layout} width={width} />}
    </div>
  );
}

function Drawing({ layout, width, today, ...input }: DayBarInput & { layout: DayBarLayout; width: number }) {
  const top = layout.rows * ROW + 4;
  const bottom = top + BAR;
  const base = (row: number) => top - row * ROW - (ROW - TEXT_BASE);
  return (
    <svg width={width} height={bottom + FOOT} role="img" aria-label={inWords({ ...input, today })} className={styles.drawing}>
      <rect x={8} y={top} width={layout.endX - 8} height={BAR} className={styles.period} />
      <rect x={8} y={top} width={Math.max(0, layout.goneWidth)} height={BAR} className={styles.gone} />
      {layout.blocks.map((block) => (
        <rect key={`${block.from} ${block.label}`} x={block.x} y={top} width={block.width} height={BAR} className={styles.block}>
          <title>{`${block.label} ${block.from} 至 ${block.to}`}</title>
        </rect>
      ))}
      {layout.marks.map((mark) => (
        <line key={`${mark.label} ${mark.date}`} x1={mark.x} x2={mark.x} y1={base(mark.row) - TEXT_BASE + 2} y2={bottom} className={styles.tick} />
      ))}
      {layout.marks.map((mark) => (
        <text key={`${mark.label} ${mark.date}`} x={mark.textX} y={base(mark.row) - 2} className={styles.label}>{mark.text}</text>
      ))}
      <line x1={layout.today.x} x2={layout.today.x} y1={top - 3} y2={bottom + 5} className={styles.today} />
      <text x={layout.today.textX} y={bottom + 19} className={styles.todayLabel}>{`${input.todayLabel ?? "今天"} ${today}`}</text>
    </svg>
  );
}

/** The same in one sentence, for those who do not see it. */
export function inWords({ marks, blocks = [], today, todayLabel = "今天" }: DayBarInput): string {
  const dates = marks.map((mark) => `${mark.label} ${mark.date}`);
  const repairs = blocks.map((block) => `${block.label} ${block.from} 至 ${block.to}`);
  return [...dates, ...repairs, `${todayLabel} ${today}`].join("，");
}

function useWidth(fallback: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(fallback);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0);
      if (measured > 0) setWidth(measured);
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

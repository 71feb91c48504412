import { dayNumber } from "../time";

export interface DayMark {
  /** 2026-03-05 */
  date: string;
  /** 签收, 第7日, 第15日, 三包期满 */
  label: string;
}

export interface DayBlock {
  from: string;
  to: string;
  /** 维修 */
  label: string;
}

export interface DayBarInput {
  /** The first one is where counting starts, the last one where the period ends. */
  marks: readonly DayMark[];
  /** Stretches that do not count: units in repair. */
  blocks?: readonly DayBlock[];
  today: string;
  /** What the line is called; 今天 unless the decision is of another day. */
  todayLabel?: string;
}

export interface PlacedMark extends DayMark {
  x: number;
  text: string;
  /** Row of the label, 0 is nearest to the bar. */
  row: number;
  /** Left edge of the label. */
  textX: number;
}

export interface DayBarLayout {
  marks: PlacedMark[];
  rows: number;
  blocks: (DayBlock & { x: number; width: number })[];
  today: { x: number; textX: number };
  /** The part of the bar that has gone by. */
  goneWidth: number;
  endX: number;
}

const EDGE = 8;
const CJK_PX = 13;
const LATIN_PX = 7.5;
const GAP = 10;
const POLE = 4;
const SMALLEST_BLOCK = 4;

/** A generous guess at the width of a text at 12 px. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e80 ? CJK_PX : LATIN_PX), 0);
}

/** Places everything on `width` px; null when a date is not one. Days are spaced by their square root, since the first fortnight decides most. */
export function layDayBar(input: DayBarInput, width: number): DayBarLayout | null {
  const numbers = input.marks.map((mark) => dayNumber(mark.date));
  const today = dayNumber(input.today);
  const known = numbers.filter((n): n is number => n !== null);
  if (today === null || known.length !== numbers.length || known.length < 2) return null;
  const start = Math.min(...known);
  const days = Math.max(1, Math.max(...known, today) - start);
  const place = (day: number) => EDGE + Math.sqrt(Math.max(0, day - start) / days) * (width - 2 * EDGE);
  const marks = stagger(input.marks, known.map(place), width);
  const endX = place(Math.max(...known));
  const todayX = place(today);
  return {
    marks,
    rows: Math.max(...marks.map((mark) => mark.row)) + 1,
    blocks: (input.blocks ?? []).flatMap((block) => placeBlock(block, place)),
    today: { x: todayX, textX: clampText(todayX, textWidth(`${input.todayLabel ?? "今天"} ${input.today}`), width) },
    goneWidth: Math.min(todayX, endX) - EDGE,
    endX,
  };
}

function placeBlock(block: DayBlock, place: (day: number) => number) {
  const [from, to] = [dayNumber(block.from), dayNumber(block.to)];
  if (from === null || to === null) return [];
  const x = place(from);
  return [{ ...block, x, width: Math.max(SMALLEST_BLOCK, place(to) - x) }];
}

function clampText(x: number, length: number, width: number): number {
  return Math.max(0, Math.min(x - length / 2, width - length));
}

/**
 * Labels hang from their mark like a flag, to the right where there is room. From the last to the first each takes the lowest row
 * in which it touches no other, so that a pole stands left of the flags below it.
 */
function stagger(marks: readonly DayMark[], xs: readonly number[], width: number): PlacedMark[] {
  const taken: { row: number; from: number; to: number }[] = [];
  const first = marks[0]?.date ?? "";
  const placed = marks.map((mark, at) => {
    const x = xs[at] ?? 0;
    const text = markText(mark, first);
    const length = textWidth(text);
    const textX = x + POLE + length <= width ? x + POLE : Math.max(0, x - POLE - length);
    return { ...mark, text, x, textX, length };
  });
  const flags = placed.reverse().map(({ length, ...mark }) => {
    let row = 0;
    while (taken.some((other) => other.row === row && mark.textX < other.to + GAP && other.from < mark.textX + length + GAP)) row += 1;
    taken.push({ row, from: mark.textX, to: mark.textX + length });
    return { ...mark, row };
  });
  return flags.reverse();
}

/** 第7日 03-12; the year is named when it is not the one of the first mark. */
export function markText(mark: DayMark, first: string): string {
  return `${mark.label} ${mark.date.slice(0, 4) === first.slice(0, 4) ? mark.date.slice(5) : mark.date}`;
}

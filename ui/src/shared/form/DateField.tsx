import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { FocusEvent, KeyboardEvent } from "react";
import { beijing, dayNumber, dayOf, useNow } from "../time";

interface DateFieldProps {
  id: string;
  /** 2026-03-05, or empty. */
  value: string;
  onChange: (day: string) => void;
  status: "error" | "";
}

// Only forms that no other one begins with: the picker rewrites the field as soon as one fits, and 2026-11-2 is on the way to 2026-11-20.
const WHILE_TYPING = ["YYYY-MM-DD", "YYYYMMDD", "YYYY/MM/DD", "YYYY.MM.DD"];

/** A day: picked, or typed in any of the usual forms; the shorter ones are read on leaving the field and on Enter. */
export function DateField({ value, onChange, ...common }: DateFieldProps) {
  const today = beijing(useNow())?.date ?? "";
  const take = (text: string) => {
    const day = dayTyped(text, today);
    if (day !== null && day !== value) onChange(day);
  };
  return (
    <DatePicker
      {...common}
      value={value === "" ? null : dayjs(value)}
      onChange={(day) => onChange(day === null ? "" : day.format("YYYY-MM-DD"))}
      onBlur={(event: FocusEvent<HTMLElement>) => take(textOf(event.target))}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => event.key === "Enter" && take(textOf(event.target))}
      format={WHILE_TYPING}
      style={{ width: "100%" }}
    />
  );
}

const textOf = (target: EventTarget) => (target instanceof HTMLInputElement ? target.value : "");

/** The day that was typed: 2026-3-5, 2026年3月5日, 20260305, or 3-5 of this year; null when there is no such day. */
export function dayTyped(text: string, today: string): string | null {
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace(/日$/, "").replace(/[年月/.]/g, "-");
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (found === null) return null;
  const [, year = today.slice(0, 4), month = "", date = ""] = found;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const number = dayNumber(day);
  // Some engines take 30 February for a day in March.
  return number !== null && dayOf(number) === day ? day : null;
}

import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { FocusEvent, KeyboardEvent } from "react";
import { beijing, useNow } from "../time";
import { dayTyped } from "./DateField";

interface InstantFieldProps {
  id: string;
  /** 2026-03-05 14:30 in Beijing, or empty. */
  value: string;
  onChange: (moment: string) => void;
  status: "error" | "";
}

const SHOWN = "YYYY-MM-DD HH:mm";

/** A moment: picked, or typed in any of the usual forms, read on leaving the field and on Enter. */
export function InstantField({ value, onChange, ...common }: InstantFieldProps) {
  const today = beijing(useNow())?.date ?? "";
  const take = (target: EventTarget) => {
    const moment = target instanceof HTMLInputElement ? momentTyped(target.value, today) : null;
    if (moment !== null && moment !== value) onChange(moment);
  };
  return (
    <DatePicker
      {...common}
      value={value === "" ? null : dayjs(value)}
      onChange={(moment) => onChange(moment === null ? "" : moment.format(SHOWN))}
      onBlur={(event: FocusEvent<HTMLElement>) => take(event.target)}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => event.key === "Enter" && take(event.target)}
      format={SHOWN}
      showTime={{ format: "HH:mm" }}
      style={{ width: "100%" }}
    />
  );
}

/** The moment that was typed: a day in any of its forms, then 9:05, 9点05分 or 0905; null when there is no such moment. */
export function momentTyped(text: string, today: string): string | null {
  const found = /^(.*?[\sT日])\s*(\d{1,2})(?:[:点时])?(\d{2})分?$/.exec(text.normalize("NFKC").trim());
  const day = found === null ? null : dayTyped((found[1] ?? "").replace(/T$/, ""), today);
  const [hour, minute] = [Number(found?.[2]), Number(found?.[3])];
  return day === null || hour > 23 || minute > 59 ? null : `${day} ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

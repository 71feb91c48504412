import type { ReactNode } from "react";
import type { FieldView } from "@/bridge";
import { DateText } from "../time";
import { Money } from "../values";

/** A stored value as people read it; null when there is nothing, so that lists show a dash. */
export function fieldText(field: FieldView, value: unknown): ReactNode {
  if (value === null || value === undefined || value === "") return null;
  if (field.type === "choice") return field.choices.find(([code]) => code === value)?.[1] ?? String(value);
  if (field.type === "money") return <Money fen={Number(value)} />;
  if (field.type === "date" || field.type === "instant") return <DateText value={String(value)} />;
  if (field.type === "bool") return value === true ? "是" : "否";
  if (field.type === "json") return Array.isArray(value) ? `${value.length} 项` : "已填写";
  return String(value);
}

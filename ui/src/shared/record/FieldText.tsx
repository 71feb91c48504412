import type { ReactNode } from "react";
import type { FieldView } from "@/bridge";
import { DateText } from "../time";
import { Money } from "../values";

/** A platform's wall clock as its files have it, in a plain field: 2026-03-05T14:30:00. */
const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?$/;

/** Answers in the order of the list. */
function inOrder(field: FieldView, value: unknown): string {
  const answers = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const items = [...new Set(field.choices.map(([item]) => item))];
  return items.flatMap((item) => (typeof answers[item] === "string" ? [`${item} ${answers[item]}`] : [])).join("，");
}

/** A stored value as people read it; null when there is nothing, so that lists show a dash. */
export function fieldText(field: FieldView, value: unknown): ReactNode {
  if (value === null || value === undefined || value === "") return null;
  if (field.type === "choice") return field.choices.find(([code]) => code === value)?.[1] ?? String(value);
  if (field.type === "money") return <Money fen={Number(value)} />;
  if (field.type === "date" || field.type === "instant") return <DateText value={String(value)} />;
  if (field.type === "bool") return value === true ? "是" : "否";
  if (field.type === "checks") return inOrder(field, value);
  if (field.type === "json") return Array.isArray(value) ? `${value.length} 项` : "已填写";
  return String(value).replace(WALL_CLOCK, "$1 $2");
}

/** The label of a choice by the declaration; the stored name when it is of a newer version, empty when there is none. */
export const choiceLabel = (fields: readonly FieldView[], name: string, code: string): string =>
  fields.find((field) => field.name === name)?.choices.find(([stored]) => stored === code)?.[1] ?? code;

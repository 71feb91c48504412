import { beijing, beijingInstant, dayNumber } from "../time";
import { fenToText, formatFen, parseYuan, plainFigures, type Parsed } from "../values";
import { readAnswers } from "./answersText";
import type { FieldDeclaration, FieldValue, Typed, Values } from "./fields";

const refuse = (message: string) => ({ ok: false, message }) as const;
const accept = (value: FieldValue) => ({ ok: true, value }) as const;

const CHOSEN = new Set(["choice", "checks", "ref", "date", "instant"]);

/** One field: what was typed to what is sent, or the words of what is wrong. */
export function parseField(field: FieldDeclaration, typed: string | boolean | undefined): Parsed<FieldValue> {
  if (field.type === "bool") return accept(typed === true);
  // A password is what was typed, blanks at its ends included.
  const text = typeof typed !== "string" ? "" : field.type === "password" ? typed : typed.trim();
  if (text === "") return field.required === true ? refuse(`${CHOSEN.has(field.type) ? "请选择" : "请填写"}${field.label}`) : accept(null);
  return PARSERS[field.type](field, text);
}

type Parser = (field: FieldDeclaration, text: string) => Parsed<FieldValue>;

const PARSERS: Record<Exclude<FieldDeclaration["type"], "bool">, Parser> = {
  text: parseText,
  long_text: parseText,
  password: parseText,
  int: (field, text) => {
    const plain = plainFigures(text).replace(/,/g, "");
    if (!/^-?\d+$/.test(plain)) return refuse(`${field.label}要填整数`);
    return within(field, Number(plain), String);
  },
  money: (field, text) => {
    const fen = parseYuan(text);
    return fen.ok ? within(field, fen.value, formatFen) : fen;
  },
  date: (field, text) => {
    const day = dayNumber(text);
    return day === null ? refuse(`${field.label}要填日期，例如 2026-03-05`) : accept(text);
  },
  instant: (field, text) => {
    const at = beijingInstant(text);
    return at === null ? refuse(`${field.label}要填到几点几分，例如 2026-03-05 14:30`) : accept(at);
  },
  choice: (field, text) => (field.choices?.some((choice) => choice.value === text) === true ? accept(text) : refuse(`${field.label}要从列表里选`)),
  checks: (field, text) => {
    const answers = readAnswers(text);
    const missing = (field.items ?? []).find(({ name }) => answers[name] === undefined);
    return missing === undefined ? accept(answers) : refuse(`${field.label}里“${missing.name}”还没有选`);
  },
  ref: (_, text) => accept(text),
};

function parseText(field: FieldDeclaration, text: string): Parsed<FieldValue> {
  const length = [...text].length;
  if (field.max_length !== undefined && length > field.max_length) {
    return refuse(`${field.label}最多 ${field.max_length} 字，现在 ${length} 字`);
  }
  return accept(text);
}

function within(field: FieldDeclaration, value: number, show: (value: number) => string): Parsed<FieldValue> {
  if (!Number.isSafeInteger(value)) return refuse(`${field.label}太大，请核对`);
  if (field.min !== undefined && value < field.min) return refuse(`${field.label}不能小于 ${show(field.min)}`);
  if (field.max !== undefined && value > field.max) return refuse(`${field.label}不能大于 ${show(field.max)}`);
  return accept(value);
}

export interface Checked {
  values: Values;
  /** By field name; empty when all is well. */
  errors: Record<string, string>;
}

/** The whole form. */
export function checkAll(fields: readonly FieldDeclaration[], typed: Typed): Checked {
  const checked: Checked = { values: {}, errors: {} };
  for (const field of fields) {
    const parsed = parseField(field, typed[field.name]);
    if (parsed.ok) checked.values[field.name] = parsed.value;
    else checked.errors[field.name] = parsed.message;
  }
  return checked;
}

/** How stored values are shown for editing. */
export function toTyped(fields: readonly FieldDeclaration[], values: Values): Typed {
  return Object.fromEntries(fields.map((field) => [field.name, typedOf(field, values[field.name] ?? null)]));
}

function typedOf(field: FieldDeclaration, value: FieldValue): string | boolean {
  if (field.type === "bool") return value === true;
  if (value === null) return "";
  if (typeof value === "object") return JSON.stringify(value);
  const at = field.type === "instant" ? beijing(String(value)) : null;
  if (at !== null) return `${at.date} ${at.time}`;
  return field.type === "money" && typeof value === "number" ? fenToText(value) : String(value);
}

import type { Delay } from "@/bridge";
import { checkAll, toTyped, type FieldDeclaration, type Typed, type Values } from "@/shared/form";
import { dayNumber } from "@/shared/time";
import { fenToText, parseYuan, textOf } from "@/shared/values";
import { appliesTo } from "./factFields";

export interface RepairTyped {
  in: string;
  out: string;
  delay: string;
  charged: boolean;
}

export interface NoReasonTyped {
  exclusion: string;
  confirmed: string;
  intact: string;
  gift: string;
}

/** The facts as typed. */
export interface FactsTyped {
  plain: Typed;
  repairs: RepairTyped[];
  noReason: NoReasonTyped;
}

export interface CheckedFacts {
  /** What is sent: every fact that plays a part, null where nothing is known or where it plays none. */
  values: Record<string, unknown>;
  errors: Record<string, string>;
}

export const DELAYS: Record<Delay, string> = {
  parts_not_supplied: "生产者未供应零配件",
  repairer: "修理者自身原因",
  consumer: "消费者原因",
  other: "其他原因",
};

export const EXCLUSIONS: Record<string, string> = {
  made_to_order: "消费者定作",
  perishable: "鲜活易腐",
  opened_media: "拆封的音像制品、软件或已下载的数字商品",
  papers: "交付的报纸、期刊",
  activated: "激活或试用后价值贬损较大",
  hygiene: "拆封后影响安全或健康",
  near_expiry: "临近保质期或有瑕疵且已明示",
};

export const NEW_REPAIR: RepairTyped = { in: "", out: "", delay: "", charged: false };
const NO_REASON: NoReasonTyped = { exclusion: "", confirmed: "", intact: "", gift: "" };

const yesNo = (value: unknown) => (typeof value === "boolean" ? String(value) : "");

/** Stored facts as an input shows them. */
export function typedFacts(fields: readonly FieldDeclaration[], values: Record<string, unknown>): FactsTyped {
  const plain = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "boolean" ? String(value) : value]));
  const repairs = Array.isArray(values.repairs) ? (values.repairs as Record<string, unknown>[]) : [];
  const reason = (values.no_reason ?? {}) as Record<string, unknown>;
  return {
    plain: toTyped(fields, plain as Values),
    repairs: repairs.map((repair) => ({ in: textOf(repair.in), out: textOf(repair.out), delay: textOf(repair.delay), charged: repair.charged === true })),
    noReason: {
      exclusion: textOf(reason.exclusion),
      confirmed: yesNo(reason.exclusion_confirmed),
      intact: yesNo(reason.intact),
      gift: typeof reason.missing_gift_fen === "number" ? fenToText(reason.missing_gift_fen) : "",
    },
  };
}

/** A draft of another time is read only when it has this shape. */
export function readFacts(stored: unknown): FactsTyped | null {
  if (typeof stored !== "object" || stored === null) return null;
  const draft = stored as Partial<FactsTyped>;
  if (typeof draft.plain !== "object" || !Array.isArray(draft.repairs) || typeof draft.noReason !== "object") return null;
  return { plain: draft.plain, repairs: draft.repairs.map((repair) => ({ ...NEW_REPAIR, ...repair })), noReason: { ...NO_REASON, ...draft.noReason } };
}

export function claimOf(typed: FactsTyped): string {
  return typed.plain.claim === "no_reason" ? "no_reason" : "quality";
}

/** From what was typed to what is sent. */
export function checkFacts(fields: readonly FieldDeclaration[], typed: FactsTyped): CheckedFacts {
  const claim = claimOf(typed);
  const { values: plain, errors } = checkAll(fields.filter((field) => appliesTo(claim, field.name)), typed.plain);
  const values: Record<string, unknown> = {};
  for (const field of fields) values[field.name] = asFlag(plain[field.name] ?? null, field);
  const [repairs, repairsWrong] = claim === "quality" ? sentRepairs(typed.repairs) : [null, undefined];
  const [reason, reasonWrong] = claim === "no_reason" ? sentNoReason(typed.noReason) : [null, undefined];
  return {
    values: { ...values, claim, repairs, no_reason: reason },
    errors: { ...errors, ...(repairsWrong === undefined ? {} : { repairs: repairsWrong }), ...(reasonWrong === undefined ? {} : { no_reason: reasonWrong }) },
  };
}

function asFlag(value: unknown, field: FieldDeclaration): unknown {
  const flag = field.choices?.length === 2 && field.choices.every((choice) => choice.value === "true" || choice.value === "false");
  return flag && value !== null ? value === "true" : value;
}

function sentRepairs(rows: readonly RepairTyped[]): [unknown[] | null, string | undefined] {
  const told = rows.filter((row) => row.in !== "" || row.out !== "" || row.delay !== "" || row.charged);
  const wrong = told.findIndex((row) => dayNumber(row.in) === null || (row.out !== "" && dayNumber(row.out) === null));
  if (wrong >= 0) return [null, `第 ${wrong + 1} 次维修：请填送修日期，例如 2026-03-05；还在修的，交还日期留空`];
  const sent = told.map((row) => ({
    in: row.in,
    out: row.out === "" ? null : row.out,
    ...(row.delay === "" ? {} : { delay: row.delay }),
    ...(row.charged ? { charged: true } : {}),
  }));
  return [sent.length === 0 ? null : sent, undefined];
}

function sentNoReason(typed: NoReasonTyped): [Record<string, unknown> | null, string | undefined] {
  const gift = typed.gift.trim() === "" ? null : parseYuan(typed.gift);
  if (gift !== null && !gift.ok) return [null, `赠品标示价：${gift.message}`];
  const sent = {
    ...(typed.exclusion === "" ? {} : { exclusion: typed.exclusion }),
    ...(typed.confirmed === "" ? {} : { exclusion_confirmed: typed.confirmed === "true" }),
    ...(typed.intact === "" ? {} : { intact: typed.intact === "true" }),
    ...(gift === null ? {} : { missing_gift_fen: gift.value }),
  };
  return [Object.keys(sent).length === 0 ? null : sent, undefined];
}

/** Without what is not known: the shape in which the rules take facts. */
export function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

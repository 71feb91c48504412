import { useOperation, type Confidence, type RulingOption } from "@/bridge";

/** How far a figure can be relied on, below "verified". */
export const CONFIDENCE: Record<Confidence, string> = {
  verified: "已核对原文",
  secondary: "据二手资料",
  from_memory: "凭记忆，待核对",
  uncertain: "不确定，须查原文",
};

const RULE_SETS: Record<string, string> = {
  first_batch_1995: "部分商品三包规定（1995）",
  flat_tv_2011: "平板电视三包（2011）",
  mobile_phone_2001: "移动电话机三包规定（2001）",
  mobile_phone_accessory_2001: "移动电话机附件三包（2001）",
  fixed_phone_2001: "固定电话机三包规定（2001）",
  micro_computer_2002: "微型计算机三包规定（2002）",
  home_av_2002: "家用视听商品三包规定（2002）",
  agri_machinery: "农业机械三包规定",
  motorcycle: "摩托车三包",
  car_2021: "家用汽车三包规定（2021）",
  zhejiang_local_2018: "浙江省消保办法（2018）",
  not_national: "不在国家三包目录",
  no_reason_7_days: "七日无理由退货",
  deadline: "法定时限",
};

const PROVINCES: Record<string, string> = { zhejiang: "浙江", shandong: "山东", beijing: "北京", shanghai: "上海" };

/** A rule set by name, with its provincial layer; an unknown code stays as it is. */
export function ruleSetName(code: string): string {
  const base = Object.keys(RULE_SETS).find((name) => code === name || code.startsWith(`${name}+`) || code.startsWith(`${name}_`));
  if (base === undefined) return code;
  const layer = code.slice(base.length).replace(/^[+_/]/, "");
  return layer === "" ? (RULE_SETS[base] ?? code) : `${RULE_SETS[base] ?? base} · ${PROVINCES[layer] ?? layer}`;
}

export const FAMILIES = RULE_SETS;

const BURDENS = new Set<string>(["paid_repair", "refuse", "wait", "manual_review"]);

/** Options that lay a burden on the consumer: shown apart, and may be left out by a departure. */
export function isBurden(code: string): boolean {
  return BURDENS.has(code);
}

export interface OptionWords {
  label: (code: string) => string;
  all: readonly { code: RulingOption; label: string; free: boolean }[];
}

/** The options by name, as the core names them. */
export function useOptionWords(): OptionWords {
  const { data } = useOperation("rulings.options", {}, { kinds: [] });
  const all = (data ?? []).map((option) => ({ ...option, code: option.code as RulingOption }));
  return { all, label: (code) => all.find((option) => option.code === code)?.label ?? code };
}

/** Conventions by name: P3 → what it is about. */
export function useConventionNames(): (id: string) => string {
  const { data } = useOperation("rulings.conventions", {}, { kinds: ["shop"] });
  return (id) => data?.find((convention) => convention.id === id)?.name ?? id;
}

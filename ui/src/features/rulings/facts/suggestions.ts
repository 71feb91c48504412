import { useOperation } from "@/bridge";

export const PROVINCES = [
  "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
  "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
] as const;

/** Names to pick from: the products of the built-in list, and the parts of the one that is named. */
export function useSuggestions(goods: string): Record<string, readonly string[]> {
  const { data } = useOperation("catalogue.show", { id: null }, { kinds: ["catalogue_version"] });
  const entries = data?.entries ?? [];
  const parts = entries.find((entry) => entry.product === goods.trim())?.parts ?? [];
  return {
    goods: entries.map((entry) => entry.product),
    province: PROVINCES,
    part: parts.map((part) => part.name).filter((name) => name !== ""),
  };
}

import { useKinds } from "@/features/records";

/** What a row of a list of cases names besides the case itself. */
const NAMED = ["clock", "consumer", "sales_order", "account"];

/** The kinds of cases, and everything a list of them depends on. */
export function useCaseKinds() {
  const { kinds } = useKinds();
  const cases = kinds?.filter((kind) => kind.is_case) ?? [];
  return { cases, watched: [...cases.map(({ kind }) => kind), ...NAMED] };
}

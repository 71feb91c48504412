import { Link } from "react-router";
import { useOperation } from "@/bridge";
import look from "@/shared/look.module.css";
import { nameOf } from "@/shared/record";
import { ANY_CASE, recordPath } from "./pages";
import { useKinds } from "./useKinds";

interface ReferenceProps {
  of: string;
  id: string;
}

/** How a reference is called; `known` says that its page can be opened by this person. */
function useReference({ of, id }: ReferenceProps): { name: string; known: boolean } {
  const { every } = useKinds();
  const [person, anyCase] = [of === "account", of === ANY_CASE];
  const people = useOperation("staff.colleagues", {}, { kinds: ["account"], enabled: person });
  const record = useOperation("records.show", { kind: of, id }, { kinds: [of], enabled: !person && !anyCase });
  const ofCase = useOperation("cases.show", { id }, { kinds: every, enabled: anyCase });
  if (person) {
    const name = people.data?.find((one) => one.id === id)?.name;
    return { name: name ?? (people.data === undefined ? "…" : "已不在岗的人员"), known: false };
  }
  if ((anyCase ? ofCase : record).error !== null) return { name: "不能查看", known: false };
  const found = anyCase ? ofCase.data?.record : record.data;
  return found === undefined ? { name: "…", known: false } : { name: nameOf(found.number, found.values, found.fields), known: true };
}

/** A reference as words, for a row that is opened as a whole. */
export function ReferenceName(props: ReferenceProps) {
  const { name } = useReference(props);
  return <span className={look.clipped} title={name}>{name}</span>;
}

/** A reference as the way to its page. */
export function ReferenceLink(props: ReferenceProps) {
  const { name, known } = useReference(props);
  return known ? <Link to={recordPath(props.of, props.id)}>{name}</Link> : <span>{name}</span>;
}

import { Select } from "antd";
import { useEffect, useState } from "react";
import type { Choice } from "./fields";

/** Finds records of a kind by what was typed; empty text asks for the usual ones. The one `chosen` now is to be among them. */
export type Lookup = (kind: string, text: string, chosen?: string) => Promise<Choice[]>;

interface RefSelectProps {
  id: string;
  kind: string;
  value: string;
  onChange: (id: string) => void;
  lookup: Lookup | undefined;
  status: "error" | "";
}

const PAUSE_MS = 150;

/** Chooses one record by searching for it. */
export function RefSelect({ kind, value, onChange, lookup, ...common }: RefSelectProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Choice[]>([]);
  useEffect(() => {
    if (lookup === undefined) return;
    let stale = false;
    const timer = setTimeout(() => {
      lookup(kind, text.trim(), value === "" ? undefined : value).then((choices) => !stale && setFound(choices), () => !stale && setFound([]));
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [kind, text, value, lookup]);
  return (
    <Select
      {...common}
      value={value === "" ? null : value}
      onChange={(chosen: string | null | undefined) => onChange(chosen ?? "")}
      options={found}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      placeholder="输入编号、名称或拼音首字母查找"
      notFoundContent="没有找到"
      style={{ width: "100%" }}
    />
  );
}

import { AutoComplete } from "antd";

interface SuggestInputProps {
  id: string;
  value: string;
  onChange: (value: string) => void;
  suggestions: readonly string[];
  invalid: boolean;
  describedBy: string;
}

/** Free text with names to pick from: what stands in no list is legal. */
export function SuggestInput({ id, value, onChange, suggestions, invalid, describedBy }: SuggestInputProps) {
  const found = suggestions.filter((name) => name.includes(value.trim()));
  return (
    <AutoComplete
      id={id}
      value={value}
      onChange={(text: string | undefined) => onChange(text ?? "")}
      options={found.map((name) => ({ value: name }))}
      status={invalid ? "error" : ""}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      style={{ width: "100%" }}
      allowClear
    />
  );
}

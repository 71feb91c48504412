import { Checkbox, Input, Select } from "antd";
import { fenToText, parseYuan } from "../values";
import { ChecksField } from "./ChecksField";
import { DateField } from "./DateField";
import type { FieldDeclaration } from "./fields";
import { InstantField } from "./InstantField";
import { RefSelect, type Lookup } from "./RefSelect";

export interface FieldControlProps {
  field: FieldDeclaration;
  id: string;
  value: string | boolean;
  onChange: (value: string | boolean) => void;
  invalid: boolean;
  describedBy: string;
  lookup: Lookup | undefined;
}

/** The control for one field. */
export function FieldControl(props: FieldControlProps) {
  const { field, id, value, onChange, invalid, describedBy } = props;
  const text = typeof value === "string" ? value : "";
  const common = {
    id,
    status: invalid ? ("error" as const) : ("" as const),
    "aria-invalid": invalid,
    "aria-required": field.required ?? false,
    "aria-describedby": describedBy,
  };
  switch (field.type) {
    case "bool":
      return <Checkbox id={id} aria-describedby={describedBy} checked={value === true} onChange={(event) => onChange(event.target.checked)}>{field.tick ?? "是"}</Checkbox>;
    case "long_text":
      return <Input.TextArea {...common} value={text} onChange={(event) => onChange(event.target.value)} autoSize={{ minRows: 3, maxRows: 10 }} />;
    case "date":
      return <DateField {...common} value={text} onChange={onChange} />;
    case "instant":
      return <InstantField {...common} value={text} onChange={onChange} />;
    case "choice":
      return (
        <Select
          {...common}
          value={text === "" ? null : text}
          onChange={(chosen: string | null | undefined) => onChange(chosen ?? "")}
          options={(field.choices ?? []).map((choice) => ({ ...choice }))}
          allowClear={field.required !== true}
          placeholder="请选择"
          showSearch={{ optionFilterProp: "label" }}
          style={{ width: "100%" }}
        />
      );
    case "checks":
      return <ChecksField {...common} label={field.label} items={field.items ?? []} value={text} onChange={onChange} />;
    case "ref":
      return <RefSelect {...common} kind={field.kind ?? ""} value={text} onChange={onChange} lookup={props.lookup} />;
    case "money":
      return (
        <Input
          {...common}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => onChange(tidyYuan(text))}
          prefix="¥"
          inputMode="decimal"
          autoComplete="off"
          style={{ maxWidth: 200 }}
        />
      );
    case "int":
      return <Input {...common} value={text} onChange={(event) => onChange(event.target.value)} inputMode="numeric" autoComplete="off" style={{ maxWidth: 200 }} />;
    case "password":
      return <Input.Password {...common} value={text} onChange={(event) => onChange(event.target.value)} autoComplete={field.autoComplete ?? "off"} />;
    case "text":
      return <Input {...common} value={text} onChange={(event) => onChange(event.target.value)} autoComplete={field.autoComplete ?? "off"} spellCheck={false} />;
  }
}

/** A sum that can be read gets its two decimals; anything else is left as typed. */
function tidyYuan(text: string): string {
  const fen = parseYuan(text);
  return fen.ok ? fenToText(fen.value) : text;
}

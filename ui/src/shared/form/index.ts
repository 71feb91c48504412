export { FormFromFields, type FormFromFieldsProps } from "./FormFromFields";
export { FieldControl, type FieldControlProps } from "./FieldControl";
export { DateField } from "./DateField";
export { FieldRow, type FieldRowProps } from "./FieldRow";
export type { Answers, CheckItem, Choice, FieldDeclaration, FieldType, FieldValue, Typed, Values } from "./fields";
export { RefSelect, type Lookup } from "./RefSelect";
export { checkAll, parseField, toTyped } from "./validate";
export { focusDialogForm } from "./focus";

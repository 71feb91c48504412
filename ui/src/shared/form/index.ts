export { FormFromFields, type FormFromFieldsProps } from "./FormFromFields";
export type { Choice, FieldDeclaration, FieldType, FieldValue, Values } from "./fields";
export type { Lookup } from "./RefSelect";
export { checkAll, parseField, toTyped } from "./validate";

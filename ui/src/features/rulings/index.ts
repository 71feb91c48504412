export { Choosing, type ChoosingProps } from "./Choosing";
export { FactsFields, type FactsFieldsProps } from "./facts/FactsFields";
export { FactsForm, type FactsFormProps } from "./facts/FactsForm";
export { FACT_NAMES, appliesTo, demandedFacts, factDeclarations } from "./facts/factFields";
export { checkFacts, readFacts, typedFacts, withoutNulls, type FactsTyped } from "./facts/typed";
export { RulingAnswer, type RulingAnswerProps } from "./RulingAnswer";
export { RulingPanel, type RulingPanelProps } from "./RulingPanel";
export { SandboxScreen } from "./SandboxScreen";
export { CONFIDENCE, FAMILIES, useOptionWords } from "./words";

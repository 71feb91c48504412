export { fenToText, formatFen, parseYuan, plainFigures, type Parsed } from "./money";
export { KeyValue, type Fact } from "./KeyValue";
export { Money } from "./Money";
export { StateTag, type StateTone } from "./StateTag";
export { textOf } from "./text";

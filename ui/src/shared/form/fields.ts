export type FieldType = "text" | "password" | "long_text" | "int" | "money" | "date" | "instant" | "bool" | "choice" | "checks" | "ref";

export interface Choice {
  value: string;
  label: string;
}

/** An item of a list that is gone through, and the answers there are. */
export interface CheckItem {
  name: string;
  answers: readonly string[];
}

/** Answers to such a list, by item. */
export type Answers = Record<string, string>;

/** A field as a kind or an operation declares it. */
export interface FieldDeclaration {
  name: string;
  label: string;
  type: FieldType;
  required?: boolean;
  /** One line below the field. */
  help?: string;
  /** In place of `help`, when it depends on what is typed: the strength of a password. */
  hint?: (typed: string) => string;
  /** What the system may fill in: username, current-password, new-password. Nothing without it. */
  autoComplete?: string;
  /** For bool: the words beside the box, in place of 是. */
  tick?: string;
  /** For choice. */
  choices?: readonly Choice[];
  /** For checks: the items, each with its answers. */
  items?: readonly CheckItem[];
  /** For ref: the kind of record it points to. */
  kind?: string;
  /** For int and money (fen): smallest and largest allowed. */
  min?: number;
  max?: number;
  /** For text and long_text: the most signs allowed. */
  max_length?: number;
}

/** What is in the fields, as typed; answers to checks as JSON. */
export type Typed = Record<string, string | boolean>;

/** What is sent: money in fen, dates as 2026-03-05, instants in UTC, null for what was left empty. */
export type FieldValue = string | number | boolean | Answers | null;
export type Values = Record<string, FieldValue>;

import type { ComponentType } from "react";
import type { CallError, CaseView } from "@/bridge";

/** What a part of the page of a case is given. */
export interface CasePartProps {
  view: CaseView;
  /** Begins a step as its button does; undefined when it cannot be made now. */
  begin: (event: string) => (() => void) | undefined;
}

/** A step whose form is open. */
export interface Asked {
  event: string;
  /** What is already known to be wrong, by the name of the field. */
  wrong?: Record<string, string>;
}

export interface CaseFormsProps {
  view: CaseView;
  /** The step that is asked about; null when none is. */
  asked: Asked | null;
  /** Makes the step on the version that was seen; rejects with CallError. */
  perform: (event: string, input: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
}

/** What the page of a case shows beyond the frame, for one kind. Whatever is left out is made from the declaration of the kind. */
export interface CasePanel {
  /** Its facts at the left, below order and consumer. */
  Facts?: ComponentType<CasePartProps>;
  /** What is decided or worked out, at the right, below the limits. */
  Panel?: ComponentType<CasePartProps>;
  /** Forms of its own, for the steps named in `forms`. Always drawn; open for the step that is asked about. */
  Forms?: ComponentType<CaseFormsProps>;
  forms?: readonly string[];
  /** The one primary step, the first of these that is possible. */
  primary?: readonly string[];
  /** Keys of steps: the first of `events` that there is. */
  keys?: readonly { chord: string; events: readonly string[]; label: string }[];
  /** One sentence below the title. */
  headline?: (view: CaseView) => string;
  /** States in which the right side comes forward where it is folded away. */
  leads?: readonly string[];
  /** Kinds of its parts that it shows itself: they are not listed once more among what belongs to the case. */
  shows?: readonly string[];
  /** A refusal that is better answered in a form than told. */
  instead?: (refused: CallError, event: string, view: CaseView) => Asked | null;
}

/** The panels that there are, by kind. */
export type CasePanels = Readonly<Record<string, CasePanel>>;

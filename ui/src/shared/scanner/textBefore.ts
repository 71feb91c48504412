type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What stood in a field before a burst began. */
export interface TextBefore {
  field: TextField;
  value: string;
}

export function takeText(target: EventTarget | null): TextBefore | null {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isField ? { field: target, value: target.value } : null;
}

/** Puts the text back in a way that React notices. */
export function restoreText(before: TextBefore | null): void {
  if (before === null || before.field.value === before.value) return;
  const prototype = before.field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(before.field, before.value);
  before.field.dispatchEvent(new Event("input", { bubbles: true }));
}

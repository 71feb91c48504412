const TEXT_ROLES = new Set(["textbox", "searchbox", "combobox", "spinbutton"]);
const NO_TEXT_INPUTS = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"]);
const NATIVE_ENTER = 'button, a[href], summary, [role="button"], [role="link"], [role="menuitem"], [role="option"], [role="tab"]';

function element(target: EventTarget | null): Element | null {
  return target instanceof Element ? target : null;
}

/** Whether keys pressed here are text. */
export function isTextTarget(target: EventTarget | null): boolean {
  const at = element(target);
  if (at === null) return false;
  if (at instanceof HTMLInputElement) return !NO_TEXT_INPUTS.has(at.type);
  if (at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement) return true;
  // jsdom has no isContentEditable; the attribute is what we set ourselves.
  if (at.closest('[contenteditable="true"], [contenteditable=""]') !== null) return true;
  return TEXT_ROLES.has(at.getAttribute("role") ?? "");
}

/** Whether Enter already means something here. */
export function ownsEnter(target: EventTarget | null): boolean {
  return element(target)?.closest(NATIVE_ENTER) != null;
}

/** Whether the focus is inside a dialog: then the keys of the page behind are asleep. */
export function inDialog(target: EventTarget | null): boolean {
  return element(target)?.closest('[role="dialog"], [role="alertdialog"]') != null;
}

/** Whether an input method is composing. keyCode 229 is what engines send when `isComposing` is not yet, or no longer, set. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229 || event.key === "Process";
}

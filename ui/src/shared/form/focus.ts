/**
 * For `afterOpenChange` of a dialog that holds a form: begins in its first field. The kit would begin at the closing cross, and
 * takes the focus there after the form has appeared.
 */
export function focusDialogForm(open: boolean): void {
  if (!open) return;
  const forms = document.querySelectorAll('[role="dialog"] form');
  forms[forms.length - 1]?.querySelector<HTMLElement>("input, textarea, select")?.focus();
}

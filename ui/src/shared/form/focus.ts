/**
 * For `afterOpenChange` of a dialog that holds a form: begins in its first field. The kit would begin at the closing cross, and
 * takes the focus there after the form has appeared. Who is already typing is left where they are.
 */
export function focusDialogForm(open: boolean): void {
  if (!open) return;
  const forms = document.querySelectorAll('[role="dialog"] form');
  const form = forms[forms.length - 1];
  if (form?.contains(document.activeElement) === true) return;
  form?.querySelector<HTMLElement>("input, textarea, select")?.focus();
}

// Runs inside the page: finds elements as a person names them, by role and accessible name. Must stand alone, since only
// its text travels to the page.

/**
 * All visible elements of `role` whose accessible name is `name` (or contains it when `exact` is false), inside `within`.
 * `role` is one of the roles below; "text" finds the innermost element that shows the words.
 */
export function locate(role, name, exact, within) {
  const SELECTORS = {
    button: "button, [role=button], input[type=submit]",
    link: "a[href], [role=link]",
    textbox: "input:not([type=file]):not([type=checkbox]):not([type=radio]), textarea, [role=textbox], [contenteditable=true]",
    checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
    radio: "input[type=radio], [role=radio]",
    combobox: "[role=combobox], select",
    // The lines that can be clicked; their twins for screen readers are in a list of no size.
    option: ".ant-select-item-option",
    menuitem: "[role=menuitem]",
    tab: "[role=tab]",
    heading: "h1, h2, h3, h4, h5, [role=heading]",
    row: "tr, [role=row]",
    dialog: "[role=dialog], dialog",
    file: "input[type=file]",
    region: "section, main, [role=region], form",
  };
  const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  // Ant Design puts a space between the two characters of a short button: 登 录.
  const plain = (text) => squeeze(text).replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, "");
  const shown = (element) => {
    const style = getComputedStyle(element);
    // Of a list for screen readers only, Ant Design makes a box without height.
    return [...element.getClientRects()].some((box) => box.width > 0 && box.height > 0) && style.visibility !== "hidden" && style.display !== "none";
  };
  const labelled = (element) => (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean).map((id) => document.getElementById(id)?.textContent).join(" ");
  const names = (element) => {
    const labels = element.labels ? [...element.labels].map((label) => label.textContent) : [];
    const given = [element.getAttribute("aria-label"), labelled(element), ...labels, element.title, element.placeholder, element.value && element.type === "submit" ? element.value : ""];
    const own = ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName) ? [] : [element.innerText ?? element.textContent];
    return [...given, ...own].map(plain).filter(Boolean);
  };
  const wanted = name === null ? null : plain(name);
  // A required field says so in its label.
  const bare = (text) => text.replace(/[*：:\s]*(必填)?$/, "").replace(/^[*\s]+/, "");
  const matches = (text) => wanted === null || (exact ? bare(text) === wanted : text.includes(wanted));
  const root = within ?? document;
  if (role === "text") {
    const walker = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_ELEMENT);
    const found = [];
    while (walker.nextNode()) {
      const element = walker.currentNode;
      if (["SCRIPT", "STYLE"].includes(element.tagName) || !plain(element.textContent).includes(wanted)) continue;
      const inner = [...element.children].some((child) => plain(child.textContent).includes(wanted));
      if (!inner && shown(element)) found.push(element);
    }
    return found;
  }
  const all = [...root.querySelectorAll(SELECTORS[role] ?? role)];
  return all.filter((element) => (role === "file" || shown(element) || (["checkbox", "radio", "combobox"].includes(role) && element.parentElement && shown(element.parentElement))) && (wanted === null || names(element).some(matches)));
}

const MARK = "\uFEFF";
const FORMULA = /^[ \u3000\u00a0]*[=+\-@＝＋－＠\t\r\n]/;

/** Never a formula: what looks like one gets an apostrophe in front. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A cell of a CSV file, quoted where it must be. */
function cell(text: string): string {
  const plain = guarded(text);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Lines as CSV: UTF-8 with a mark, so that Excel opens it without garbling. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return MARK + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

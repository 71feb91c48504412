export const CODE_HELP = "凭条上的 9 组字，每组 4 个。大小写不分，空格和横线有没有都行";

/** Full-width letters, figures and dashes as input methods give them, made plain. The core forgives case and blanks. */
export function tidyCode(typed: string): string {
  return typed.normalize("NFKC").replace(/[—–−‐‑ー一]/g, "-").trim();
}

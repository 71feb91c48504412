import type { FieldDeclaration, Values } from "@/shared/form";

export const SHORTEST_PASSWORD = 6;
const GOOD_LENGTH = 10;

/** A word on how hard a new password is to guess. It never forbids: the core says what is too short. */
export function strengthWords(password: string): string {
  const length = [...password].length;
  if (length === 0) return `至少 ${SHORTEST_PASSWORD} 个字，越长越好；几个不相干的词连起来，好记又难猜`;
  if (length < SHORTEST_PASSWORD) return `还差 ${SHORTEST_PASSWORD - length} 个字`;
  if (/^\d+$/.test(password) || new Set(password).size < 4) return "强度：弱。纯数字或重复的字容易被猜到";
  const kinds = [/\d/, /[a-z]/i, /[^\da-z]/i].filter((kind) => kind.test(password)).length;
  return length >= GOOD_LENGTH && kinds > 1 ? "强度：好" : "强度：一般。再长一些更安全";
}

/** The two fields of a new password. */
export const NEW_PASSWORD: readonly FieldDeclaration[] = [
  { name: "password", label: "新密码", type: "password", required: true, hint: strengthWords, autoComplete: "new-password" },
  { name: "again", label: "再输一次", type: "password", required: true, autoComplete: "new-password" },
];

/** Both typed the same, and long enough. */
export function checkNewPassword({ password, again }: Values): Record<string, string> {
  if (typeof password === "string" && [...password].length < SHORTEST_PASSWORD) return { password: `密码至少 ${SHORTEST_PASSWORD} 个字` };
  return password === again ? {} : { again: "两次输入的密码不一样，请再输一次" };
}

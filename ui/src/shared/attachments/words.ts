import type { AttachmentView } from "@/bridge";

/** 820 KB, 3.4 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Why the bytes of an attachment cannot be had; null when they can. */
export function contentWords(content: AttachmentView["content"]): string | null {
  if (content === "missing") return "文件不见了，请从备份找回";
  if (content === "erased") return "已随个人信息删除";
  return content === "withdrawn" ? "已撤下" : null;
}

import { CallError } from "@/bridge";

/** Text as base64 of its UTF-8 bytes. */
export function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

/** The bytes of base64. */
export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** A file as it stands on the disk. Rejects with CallError only. */
export async function bytesOf(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    const message = "这个文件读不出来，可能已被移动、删除，或正被别的程序占用。请重新选择文件。";
    throw new CallError({ code: "unreadable", message, retryable: false, trace_id: "" });
  }
}

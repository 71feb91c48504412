/**
 * Whether the web view hands files over. WebKit asks the window before it follows the address of a file in memory, and the window
 * lets nothing pass but its own pages: a press would do nothing, without a word.
 */
export function canOfferFiles(): boolean {
  const { userAgent } = navigator;
  return !userAgent.includes("AppleWebKit") || userAgent.includes("Chrome");
}

/** Offers bytes that are in hand as a file. The web view decides where it goes. */
export function offerFile(name: string, bytes: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The web view reads it a moment after the press.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The bytes of base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

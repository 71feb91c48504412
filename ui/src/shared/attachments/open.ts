import { call } from "@/bridge";
import { bytesOfBase64 } from "../files";

export interface Opened {
  blob: Blob;
  name: string;
}

/** All parts of an attachment. That it was opened is in the ledger before the first one comes. Stops between parts. */
export async function openAttachment(id: string, signal: AbortSignal, onPart: (done: number, of: number) => void): Promise<Opened> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let part = 0; ; part += 1) {
    const got = await call("attachments.bytes", { id, thumbnail: false, part });
    signal.throwIfAborted();
    pieces.push(bytesOfBase64(got.bytes));
    onPart(part + 1, got.parts);
    if (part + 1 >= got.parts) return { blob: new Blob(pieces, { type: got.media }), name: got.name };
  }
}

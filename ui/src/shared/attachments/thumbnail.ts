import { bytesOf } from "../files";

/** Longest side in pixels; the core takes nothing larger. */
const SIDE = 320;
const QUALITY = 0.8;

/** Width and height that fit, in whole pixels, never larger than they are. */
export function fitted(width: number, height: number, side = SIDE): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A small JPEG of a picture, turned as it is seen; null when this engine cannot draw it. */
export async function thumbnailOf(picture: Blob): Promise<Uint8Array | null> {
  try {
    const drawn = await createImageBitmap(picture);
    const size = fitted(drawn.width, drawn.height);
    const canvas = Object.assign(document.createElement("canvas"), size);
    const context = canvas.getContext("2d");
    if (context === null) return null;
    // What is transparent turns white, not black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size.width, size.height);
    context.drawImage(drawn, 0, 0, size.width, size.height);
    drawn.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return small === null ? null : await bytesOf(small);
  } catch {
    // The attachment itself is kept; without a thumbnail its name stands in the grid.
    return null;
  }
}

import { exifPosition, type Position } from '../../lib/exif-position.ts';
import type { NewBlob } from '../../sync/blob-store.ts';

/** The longest side in pixels: a crack's width can be read, and a photo weighs half a megabyte. */
const LONGEST_PX = 2048;
const THUMB_PX = 320;
const QUALITY = 0.82;
const THUMB_QUALITY = 0.7;

/** The browser cannot read it as a picture. */
export class UnreadablePhoto extends Error {
  override readonly name = 'UnreadablePhoto';
}

export interface TakenPhoto extends NewBlob {
  readonly contentType: 'image/jpeg';
  /** Only where the workspace keeps it: the picture itself is encoded anew and holds none. */
  readonly position?: Position;
}

/** A picture as the camera gave it, made small enough for a weak line; upright, and without what the camera wrote. */
export async function readPhoto(file: File, keepPosition: boolean): Promise<TakenPhoto> {
  const position = keepPosition ? exifPosition(await file.arrayBuffer()) : undefined;
  const picture = await createImageBitmap(file).catch((error: unknown) => {
    throw new UnreadablePhoto(file.name, { cause: error });
  });
  try {
    const bytes = await encoded(picture, LONGEST_PX, QUALITY);
    const thumb = await encoded(picture, THUMB_PX, THUMB_QUALITY);
    return {
      bytes,
      contentType: 'image/jpeg',
      thumb: { bytes: thumb, contentType: 'image/jpeg' },
      ...(position && { position }),
    };
  } finally {
    picture.close();
  }
}

async function encoded(picture: ImageBitmap, longestPx: number, quality: number): Promise<ArrayBuffer> {
  const scale = Math.min(1, longestPx / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new UnreadablePhoto('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return bytesOf(canvas, 'image/jpeg', quality);
}

export async function bytesOf(
  canvas: HTMLCanvasElement,
  type: 'image/jpeg' | 'image/png',
  quality?: number,
): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
  // A browser without the memory for it gives none.
  if (!blob) throw new UnreadablePhoto('the picture could not be encoded');
  return blob.arrayBuffer();
}

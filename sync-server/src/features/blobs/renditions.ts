import sharp from 'sharp';
import { RENDITIONS, type Rendition } from 'shared/protocol/blobs.ts';
import { makeTurns } from '../../plugins/turns.ts';
import { refused } from './blob-check.ts';

/**
 * Twice what the widest tablet camera makes. A picture of one color may say that it is 60,000 pixels wide in a few
 * bytes; decoded it would take the server with it.
 */
const MAX_PIXELS = 40_000_000;

/** Pictures decoded at the same moment: each takes some ten megabytes while it lasts. */
const AT_ONCE = 2;
const WAITING = 256;

// The pool of threads is shared with hashing and files.
sharp.concurrency(1);
sharp.cache(false);

const turns = makeTurns({ atOnce: AT_ONCE, waiting: WAITING });

/** WebP reads everywhere the app runs, keeps a signature's clear ground, and is a third smaller than JPEG. */
export const RENDITION_TYPE = 'image/webp';
const QUALITY = 78;

/**
 * The pictures that screens get: turned upright, made smaller, encoded anew, so that nothing of what else the original
 * holds (position, camera, anything hidden in it) goes along.
 * @throws Problem `blob_refused` for what cannot be decoded, and `busy` where too many wait
 */
export async function renditionsOf(original: Uint8Array): Promise<Readonly<Record<Rendition, Uint8Array>>> {
  const end = await turns.take('renditions');
  try {
    const render = async (side: number): Promise<Uint8Array> =>
      sharp(original, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
        .rotate()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: QUALITY })
        .toBuffer();
    return { screen: await render(RENDITIONS.screen), thumb: await render(RENDITIONS.thumb) };
  } catch {
    throw refused('unreadable');
  } finally {
    end();
  }
}

import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { BLOB_TYPES, type BlobRefusal, type BlobType } from 'shared/protocol/blobs.ts';
import { Problem } from '../../plugins/problem.ts';

/** What a device says of the bytes before it sends them. */
export interface Announced {
  readonly sha256: string;
  readonly contentType: BlobType;
}

const WORDS: Readonly<Record<BlobRefusal, string>> = {
  hash: 'What arrived has another SHA-256 than was announced.',
  type: 'The file is of another type than was announced.',
  unreadable: 'The file cannot be read as what it is.',
};

export const refused = (reason: BlobRefusal): Problem =>
  new Problem('blob_refused', WORDS[reason], { reason });

export const isBlobType = (value: unknown): value is BlobType => BLOB_TYPES.some((type) => type === value);

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const starts = (bytes: Uint8Array, at: number, ...signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte);

const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];
const OPEN_BRACE = 0x7b;

/** The type that the first bytes tell, whatever anybody says. */
export function typeOf(bytes: Uint8Array): BlobType | undefined {
  if (starts(bytes, 0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(bytes, 0, ...RIFF) && starts(bytes, 8, ...WEBP)) return 'image/webp';
  return bytes[0] === OPEN_BRACE && isUtf8(bytes) ? 'application/json' : undefined;
}

/** @throws Problem `blob_refused` with the reason, where the bytes are not what was announced */
export function checkBytes(bytes: Uint8Array, announced: Announced): void {
  if (sha256Of(bytes) !== announced.sha256) throw refused('hash');
  if (typeOf(bytes) !== announced.contentType) throw refused('type');
}

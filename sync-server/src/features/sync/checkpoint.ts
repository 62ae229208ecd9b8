import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { CollectionName } from 'shared/schema/collections.ts';
import { CHECKPOINT_PHASES, type Checkpoint } from 'shared/protocol/pull.ts';
import { Problem } from '../../plugins/problem.ts';

/** How far a pull has come. */
export type Progress = Omit<Checkpoint, 'signature'>;

export interface CheckpointSigner {
  seal(tenantId: string, collection: CollectionName, progress: Progress): Checkpoint;
  /**
   * @throws Problem invalid_request: no checkpoint at all
   * @throws Problem checkpoint_expired: not made under this key (another server secret perhaps), or for another
   * workspace or collection; the device starts over and is whole again
   */
  open(tenantId: string, collection: CollectionName, text: string): Progress;
}

const unreadable = (): Problem => new Problem('invalid_request', 'The checkpoint is not one.');

const notOurs = (): Problem =>
  new Problem(
    'checkpoint_expired',
    'The checkpoint is not one of this workspace and collection: pull from the start.',
  );

function parse(text: string): Checkpoint {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable();
  }
  if (typeof value !== 'object' || value === null) throw unreadable();
  const { seq, start, epoch, phase, day, id, signature } = value as Partial<Checkpoint>;
  if (
    !Number.isSafeInteger(seq) ||
    !Number.isSafeInteger(start) ||
    typeof epoch !== 'string' ||
    !CHECKPOINT_PHASES.some((known) => known === phase) ||
    typeof day !== 'string' ||
    typeof id !== 'string' ||
    typeof signature !== 'string'
  )
    throw unreadable();
  return value as Checkpoint;
}

/** The signature keeps a device from asking a question whose answer would cost the server a search of years. */
export function checkpointSigner(secretKey: string): CheckpointSigner {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'checkpoint', 32));
  const sign = (tenantId: string, collection: string, of: Progress): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([tenantId, collection, of.seq, of.start, of.epoch, of.phase, of.day, of.id]))
      .digest()
      .subarray(0, 16);
  return {
    seal: (tenantId, collection, progress) => ({
      ...progress,
      signature: sign(tenantId, collection, progress).toString('base64url'),
    }),
    open(tenantId, collection, text) {
      const { signature, ...progress } = parse(text);
      const expected = sign(tenantId, collection, progress);
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw notOurs();
      const { seq, start, epoch, phase, day, id } = progress;
      return { seq, start, epoch, phase, day, id };
    },
  };
}

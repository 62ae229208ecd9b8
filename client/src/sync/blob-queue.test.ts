import { describe, expect, test } from 'vitest';
import type { BlobEntry } from '../db/local-tables.ts';
import { blobEventOf, blobPause, blobStep, type BlobEvent } from './blob-queue.ts';
import { SUSPENDED_RETRY_MS } from './situations.ts';

const entry = (change: Partial<BlobEntry> = {}): BlobEntry => ({
  sha256: 'a'.repeat(64),
  contentType: 'image/jpeg',
  sizeBytes: 1000,
  state: 'waiting',
  addedAt: '2026-11-24T12:00:00.000Z',
  offset: 0,
  tries: 0,
  refusals: 0,
  ...change,
});
const through = (from: BlobEntry, ...events: readonly BlobEvent[]): BlobEntry =>
  events.reduce(blobStep, from);
const stands = (offset: number): BlobEvent => ({ type: 'stands', url: '/u/1', offset });
const cut: BlobEvent = { type: 'cut', why: 'offline' };

describe('the way of a blob', () => {
  test('B3 goes on from where the server says it stands, and every byte that arrives ends the growing pauses', () => {
    const twiceCut = through(entry(), stands(0), cut, cut);
    expect(twiceCut).toMatchObject({ state: 'waiting', url: '/u/1', offset: 0, tries: 2, why: 'offline' });
    expect(through(twiceCut, stands(0))).toMatchObject({ tries: 2 });
    const moved = through(twiceCut, stands(400));
    expect(moved).toMatchObject({ offset: 400, tries: 0 });
    expect(moved).not.toHaveProperty('why');
    expect(through(moved, { type: 'acknowledged' })).toEqual(entry({ state: 'sent', offset: 1000 }));
  });

  test('B3 an upload that the server forgot begins again, without a pause', () => {
    const begun = through(entry(), stands(400), { type: 'lost' });
    expect(begun).toEqual(entry());
  });

  test('B3 refused once it is sent again from the start, refused twice it waits for a person', () => {
    const refused: BlobEvent = { type: 'refused', why: 'blob_refused' };
    const once = through(entry(), stands(1000), refused);
    expect(once).toMatchObject({ state: 'waiting', offset: 0, refusals: 1 });
    expect(once).not.toHaveProperty('url');
    const twice = through(once, stands(1000), refused);
    expect(twice).toMatchObject({ state: 'failed', why: 'blob_refused' });
    expect(through(twice, { type: 'retried' })).toEqual(entry());
  });

  test.each<BlobEvent>([
    stands(5),
    cut,
    { type: 'lost' },
    { type: 'refused', why: 'x' },
    { type: 'denied', why: 'x' },
    { type: 'retried' },
    { type: 'acknowledged' },
  ])('B3 what was sent stays sent, whatever is heard late: $type', (event) => {
    const sent = entry({ state: 'sent', offset: 1000 });
    expect(blobStep(sent, event)).toBe(sent);
  });

  test('B3 what failed only moves when a person asks, or when it is there after all', () => {
    const failed = through(entry(), { type: 'denied', why: 'not_permitted' });
    expect(failed).toMatchObject({ state: 'failed', why: 'not_permitted' });
    for (const event of [stands(5), cut, { type: 'lost' } as const])
      expect(blobStep(failed, event)).toBe(failed);
    expect(blobStep(failed, { type: 'acknowledged' }).state).toBe('sent');
  });
});

test('B3 pauses begin small, grow, end, and are long in a suspended workspace', () => {
  const pause = (tries: number): number => blobPause(entry({ tries }), 1);
  expect([pause(1), pause(2), pause(3), pause(4)]).toEqual([250, 2000, 4000, 8000]);
  expect(pause(50)).toBe(120_000);
  expect(blobPause(entry({ tries: 1, why: 'suspended' }), 0)).toBe(SUSPENDED_RETRY_MS);
});

test.each([
  [404, 'not_found', 'lost'],
  [410, undefined, 'lost'],
  [410, 'gone', 'cut'],
  [409, 'upload_conflict', 'cut'],
  [422, 'blob_refused', 'refused'],
  [413, 'body_too_large', 'denied'],
  [400, 'invalid_request', 'denied'],
  [403, 'not_permitted', 'denied'],
  [403, 'removed', 'cut'],
  [401, 'token_expired', 'cut'],
  [423, 'suspended', 'cut'],
  [426, 'upgrade_required', 'cut'],
  [429, 'busy', 'cut'],
  [503, 'unavailable', 'cut'],
] as const)('B3 an answer %i %s means %s', (status, code, type) => {
  expect(blobEventOf(status, code).type).toBe(type);
});

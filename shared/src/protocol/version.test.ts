import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { collections } from '../schema/collections.ts';
import { archiveQuerySchema, weekFactsQuerySchema } from './archive.ts';
import { auditQuerySchema } from './audit.ts';
import { ERRORS, isErrorCode } from './errors.ts';
import { presenceRequestSchema, streamQuerySchema } from './presence.ts';
import { digestText, pullQuerySchema } from './pull.ts';
import { offerRequestSchema } from './offer.ts';
import { pushRequestSchema, ROW_CODES } from './push.ts';
import { quarantineRequestSchema } from './quarantine.ts';
import { reviewsQuerySchema } from './reviews.ts';
import { POKED_COLLECTIONS } from './stream.ts';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from './version.ts';

/** What both sides must understand alike. A new hash asks: could an older side misread it? Then raise the version. */
const HASHES: Readonly<Record<number, string>> = { 1: '336029860b939c1e' };

const wire = () => ({
  messages: [
    archiveQuerySchema,
    weekFactsQuerySchema,
    auditQuerySchema,
    presenceRequestSchema,
    streamQuerySchema,
    pullQuerySchema,
    pushRequestSchema,
    offerRequestSchema,
    quarantineRequestSchema,
    reviewsQuerySchema,
  ],
  rowCodes: ROW_CODES,
  codes: Object.entries(ERRORS)
    .filter(([code]) => SYNC_CODES.includes(code))
    .map(([code, { status }]) => [code, status]),
  poked: POKED_COLLECTIONS,
  units: Object.values(collections).map(({ name, byKey, version, window }) => [name, byKey, version, window]),
});

const SYNC_CODES = [
  'token_expired',
  'login_required',
  'removed',
  'suspended',
  'gone',
  'upgrade_required',
  'checkpoint_expired',
  'restored',
  'body_too_large',
  'too_large',
  'invalid',
  'not_permitted',
  'too_old',
];

test('the wire is that of the version it names', () => {
  const hash = createHash('sha256').update(JSON.stringify(wire())).digest('hex').slice(0, 16);
  expect(hash).toBe(HASHES[PROTOCOL_VERSION]);
  expect(OLDEST_PROTOCOL_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION);
});

test('every situation of the sync core has its status', () => {
  const status = Object.fromEntries(
    SYNC_CODES.map((code) => [code, isErrorCode(code) ? ERRORS[code].status : 0]),
  );
  expect(status).toMatchObject({
    token_expired: 401,
    login_required: 401,
    removed: 403,
    suspended: 423,
    gone: 410,
    upgrade_required: 426,
    checkpoint_expired: 410,
    restored: 410,
    body_too_large: 413,
  });
});

test('the digest does not depend on the order in which documents are held', () => {
  const [a, b] = [
    { id: 'B', rev: '1' },
    { id: 'a', rev: '2' },
  ];
  expect(digestText([a, b])).toBe('B 1\na 2');
  expect(digestText([b, a])).toBe(digestText([a, b]));
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isOlderThanData, noteOwnSchema, OWN_SCHEMA } from './own-schema.ts';

const newer = JSON.stringify({ ...OWN_SCHEMA, pours: (OWN_SCHEMA['pours'] ?? 0) + 1 });
let notes: Map<string, Response>;
let atHand: Map<string, string>;

beforeEach(() => {
  notes = new Map();
  atHand = new Map();
  vi.stubGlobal('caches', {
    open: async () => ({
      match: async (key: string) => notes.get(key)?.clone(),
      put: async (key: string, answer: Response) => void notes.set(key, answer),
    }),
  });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => atHand.get(key) ?? null,
    setItem: (key: string, value: string) => void atHand.set(key, value),
    removeItem: (key: string) => void atHand.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('a device without a note, and one with the note of this release, let it start', async () => {
  expect(await isOlderThanData()).toBe(false);
  await noteOwnSchema();
  expect(await isOlderThanData()).toBe(false);
});

test('the note of a newer release stops an older one, at hand or only in the caches', async () => {
  notes.set('/data-schema.json', new Response(newer));
  expect(await isOlderThanData()).toBe(true);
  await noteOwnSchema();
  expect(atHand.get('data-schema')).toBe(newer);
  notes.clear();
  expect(await isOlderThanData()).toBe(true);
});

test('a note at hand that nobody can read leaves it to the caches', async () => {
  atHand.set('data-schema', '{"pours":');
  notes.set('/data-schema.json', new Response(newer));
  expect(await isOlderThanData()).toBe(true);
});

import { describe, expect, it } from 'vitest';
import { highest, newerThan, noteSchema, storedSchema } from './data-schema.ts';

/** As much of the browser's cache storage as is used. */
function memoryCaches(): CacheStorage {
  const entries = new Map<string, Response>();
  const cache = {
    match: async (key: string) => entries.get(key)?.clone(),
    put: async (key: string, answer: Response) => void entries.set(key, answer),
  };
  return { open: async () => cache } as unknown as CacheStorage;
}

describe('an older release beside newer data', () => {
  it('names every collection that it would not understand', () => {
    expect(newerThan({ pours: 2, loads: 0 }, { pours: 1, loads: 0 })).toEqual(['pours']);
    expect(newerThan({ photos: 0 }, { pours: 1 })).toEqual(['photos']);
  });

  it('understands data that is as old as itself or older', () => {
    expect(newerThan({ pours: 1 }, { pours: 1, loads: 3 })).toEqual([]);
    expect(newerThan({}, { pours: 1 })).toEqual([]);
  });

  it('remembers the highest version of each collection', async () => {
    const caches = memoryCaches();
    await noteSchema(caches, { pours: 2, loads: 1 });
    await noteSchema(caches, { pours: 1, loads: 3 });
    expect(await storedSchema(caches)).toEqual({ pours: 2, loads: 3 });
    expect(highest({ pours: 2 }, { pours: 1 })).toEqual({ pours: 2 });
  });

  it('reads a note that is missing or broken as no data', async () => {
    const caches = memoryCaches();
    expect(await storedSchema(caches)).toEqual({});
    await (await caches.open('data-schema')).put('/data-schema.json', new Response('{"pours":'));
    expect(await storedSchema(caches)).toEqual({});
  });
});

import { COLLECTION_NAMES, collections } from 'shared/schema/collections.ts';
import { newerThan, noteSchema, parseVersions, storedSchema, type SchemaVersions } from './data-schema.ts';

/** The versions of the twelve collections that this release reads and writes. */
export const OWN_SCHEMA: SchemaVersions = Object.fromEntries(
  COLLECTION_NAMES.map((name) => [name, collections[name].version]),
);

/** The note is in the caches for the service worker, and here as well, since a start need not wait for this one. */
const AT_HAND = 'data-schema';

/** Kept before anything is migrated, and again at every start in case the browser cleared it. */
export async function noteOwnSchema(): Promise<void> {
  // Without a secure context there are no caches, and no service worker that could serve an older release.
  if (!('caches' in globalThis)) return;
  try {
    // Rather no note at hand than one that is older than the other.
    localStorage.removeItem(AT_HAND);
    localStorage.setItem(AT_HAND, JSON.stringify(await noteSchema(caches, OWN_SCHEMA)));
  } catch {
    // Without the note nothing is guarded, and nothing is broken.
  }
}

/** Whether the data on this device was written by a newer release than this one. */
export async function isOlderThanData(): Promise<boolean> {
  if (!('caches' in globalThis)) return false;
  const stored = atHand() ?? (await storedSchema(caches).catch(() => ({})));
  return newerThan(stored, OWN_SCHEMA).length > 0;
}

function atHand(): SchemaVersions | undefined {
  try {
    const noted = localStorage.getItem(AT_HAND);
    return noted === null ? undefined : parseVersions(JSON.parse(noted));
  } catch {
    return undefined;
  }
}

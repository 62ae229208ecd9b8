/**
 * Keeps an older release away from newer data. The page notes the schema that its database was opened with; a service
 * worker of an older release finds the note when it installs and gives up, so that the newer one goes on serving.
 */
export type SchemaVersions = Readonly<Record<string, number>>;

const CACHE = 'data-schema';
const ENTRY = '/data-schema.json';

/** Collections whose stored data is newer than what this release understands. */
export const newerThan = (stored: SchemaVersions, own: SchemaVersions): readonly string[] =>
  Object.entries(stored)
    .filter(([collection, version]) => version > (own[collection] ?? -1))
    .map(([collection]) => collection);

/** Of each collection the higher version: two workspaces on one device may be at different ones. */
export function highest(first: SchemaVersions, second: SchemaVersions): SchemaVersions {
  const all: Record<string, number> = { ...first };
  for (const [collection, version] of Object.entries(second))
    all[collection] = Math.max(version, all[collection] ?? 0);
  return all;
}

/** What was noted, as far as it is a note. */
export const parseVersions = (found: unknown): SchemaVersions =>
  typeof found === 'object' && found !== null
    ? Object.fromEntries(
        Object.entries(found).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
      )
    : {};

export async function storedSchema(storage: CacheStorage): Promise<SchemaVersions> {
  const answer = await (await storage.open(CACHE)).match(ENTRY);
  if (!answer) return {};
  try {
    return parseVersions(await answer.json());
  } catch {
    return {};
  }
}

/** Notes what is written from now on; the answer is the whole note. */
export async function noteSchema(storage: CacheStorage, own: SchemaVersions): Promise<SchemaVersions> {
  const merged = highest(await storedSchema(storage), own);
  await (await storage.open(CACHE)).put(ENTRY, new Response(JSON.stringify(merged)));
  return merged;
}

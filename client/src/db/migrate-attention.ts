import type { MigrationStrategies } from 'rxdb';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { LocalTables } from './local-tables.ts';

/** What is known of a collection's versions. */
export interface Versions {
  readonly versionOf: (collection: CollectionName) => number;
  readonly migrationsOf: (collection: CollectionName) => MigrationStrategies;
}

/**
 * A refused attempt is a document of the version in which it was refused. It moves on with its collection, by the same
 * steps: tried again in its old shape it would be refused for ever.
 */
export async function migrateAttention(
  local: Pick<LocalTables, 'attention' | 'transaction'>,
  { versionOf, migrationsOf }: Versions,
): Promise<void> {
  await local.transaction('rw', local.attention, async () => {
    for (const entry of await local.attention.toArray()) {
      const { collection, version = 0, base } = entry;
      const to = versionOf(collection);
      if (version >= to) continue;
      const move = (document: WireDocument): WireDocument => {
        let moved: unknown = document;
        for (let at = version + 1; at <= to; at += 1)
          moved = migrationsOf(collection)[at]?.(moved, undefined as never) ?? moved;
        return moved as WireDocument;
      };
      await local.attention.put({
        ...entry,
        document: move(entry.document),
        base: base && move(base),
        version: to,
      });
    }
  });
}

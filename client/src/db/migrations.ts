import type { MigrationStrategies } from 'rxdb';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { SentRow, StoredFields } from './record.ts';

type Fields = Record<string, unknown>;

/** Changes the domain fields of a document from one version to the next; it must not touch the common ones. */
export type DocumentMigration = (document: Fields) => Fields;

/**
 * A step between two versions of a collection on the device. `base` and `sent` are documents of the old version too:
 * they move by the same function, or every unsent document would meet a false conflict. `sent` keeps its rev, so that
 * the server still knows the row when it is repeated.
 */
export function migrationStep(
  migrate: DocumentMigration,
): (stored: StoredFields, ..._: unknown[]) => StoredFields {
  return (stored) => {
    const base = stored['base'] as WireDocument | null | undefined;
    const sent = stored['sent'] as SentRow | undefined;
    // A mark of something that left has no content to change.
    if (stored['rev'] === undefined || stored['updatedAt'] === undefined) return stored;
    return {
      ...(migrate({ ...stored }) as StoredFields),
      ...(base && { base: migrate({ ...base }) }),
      ...(sent && {
        sent: { ...sent, document: { ...migrate({ ...sent.document }), rev: sent.document.rev } },
      }),
    };
  };
}

/** By collection, the steps from each version to the next: `{ 1: migrationStep(…) }` leads from 0 to 1. */
const MIGRATIONS: Partial<Record<CollectionName, MigrationStrategies>> = {
  // Photos and signatures got fields of their own; what there was stays as it is.
  pour_events: { 1: migrationStep((event) => event) },
};

export const migrationsOf = (collection: CollectionName): MigrationStrategies => MIGRATIONS[collection] ?? {};

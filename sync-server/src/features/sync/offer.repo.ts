import type { WireDocument } from 'shared/protocol/document.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { Tx } from '../../db/scope.ts';
import { documentKey } from './decided.ts';

export interface GivenDeletion {
  readonly collection: CollectionName;
  readonly document: WireDocument;
}

interface Row {
  collection: string;
  document_id: string;
  rev: string;
  updated_at: string;
  updated_by: string;
}

/** Deletions that were given back without a row, by `documentKey`. */
export async function readGivenDeletions(
  tx: Tx,
  names: readonly { readonly collection: string; readonly id: string }[],
): Promise<Map<string, WireDocument>> {
  const { rows } = await tx.query<Row>(
    `select g.collection, g.document_id, g.rev, g.updated_at, g.updated_by
     from unnest($2::text[], $3::text[]) as n (collection, id)
     join app.given_deletions g on g.tenant_id = $1 and g.collection = n.collection and g.document_id = n.id`,
    [tx.tenantId, names.map(({ collection }) => collection), names.map(({ id }) => id)],
  );
  return new Map(
    rows.map((row) => [
      documentKey(row.collection, row.document_id),
      {
        id: row.document_id,
        rev: row.rev,
        updatedAt: row.updated_at,
        updatedBy: row.updated_by,
        _deleted: true,
      },
    ]),
  );
}

/** The first one stays: a later deletion of the same document says nothing new. */
export async function writeGivenDeletions(
  tx: Tx,
  deletions: readonly GivenDeletion[],
  counter: number,
): Promise<void> {
  for (const { collection, document } of deletions)
    await tx.query(
      `insert into app.given_deletions (tenant_id, collection, document_id, rev, updated_at, updated_by, counter)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, collection, document_id) do nothing`,
      [tx.tenantId, collection, document.id, document.rev, document.updatedAt, document.updatedBy, counter],
    );
}

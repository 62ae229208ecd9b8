import type { Loser } from 'shared/merge/merge.ts';
import type { Memory } from 'shared/merge/verdict.ts';
import type { RowCode } from 'shared/protocol/push.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { Tx } from '../../db/scope.ts';

/** Names one pushed write. */
export interface WriteName {
  readonly collection: CollectionName;
  readonly id: string;
  readonly rev: string;
}

export const nameKey = ({ collection, id, rev }: WriteName): string => `${collection} ${id} ${rev}`;

interface MemoryRow {
  collection: CollectionName;
  document_id: string;
  rev: string;
  code: RowCode | null;
  message: string | null;
}

/** Acceptances of anybody, rejections of this sender. */
export async function readMemory(tx: Tx, names: readonly WriteName[]): Promise<Map<string, Memory>> {
  const { rows } = await tx.named<MemoryRow>({
    name: 'read verdicts',
    // A look into the key per name, however few statistics the planner has; two rows are the most there can be.
    text: `select v.collection, v.document_id, v.rev, v.code, v.message
      from unnest($2::text[], $3::text[], $4::text[]) as n (collection, id, rev)
      cross join lateral (select * from app.verdicts t where t.tenant_id = $1 and t.collection = n.collection
        and t.document_id = n.id and t.rev = n.rev and t.sender in ('', $5) limit 2) v`,
    values: [
      tx.tenantId,
      names.map(({ collection }) => collection),
      names.map(({ id }) => id),
      names.map(({ rev }) => rev),
      tx.userId,
    ],
  });
  const memory = new Map<string, Memory>();
  for (const { collection, document_id: id, rev, code, message } of rows) {
    const key = nameKey({ collection, id, rev });
    // An acceptance, by whoever it was, is stronger than a rejection of mine.
    if (code === null) memory.set(key, { verdict: 'accepted' });
    else if (!memory.has(key)) memory.set(key, { verdict: 'rejected', code, message: message ?? '' });
  }
  return memory;
}

export interface Remembered extends WriteName {
  readonly memory: Memory;
}

export async function writeMemory(tx: Tx, remembered: readonly Remembered[], counter: number): Promise<void> {
  if (remembered.length === 0) return;
  const refusals = remembered.map(({ memory }) => (memory.verdict === 'rejected' ? memory : undefined));
  await tx.named({
    name: 'write verdicts',
    text: `insert into app.verdicts (tenant_id, collection, document_id, rev, sender, code, message, counter)
      select $1, n.collection, n.id, n.rev, case when n.code is null then '' else $7 end, n.code, n.message, $8
      from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as n (collection, id, rev, code, message)`,
    values: [
      tx.tenantId,
      remembered.map(({ collection }) => collection),
      remembered.map(({ id }) => id),
      remembered.map(({ rev }) => rev),
      refusals.map((refusal) => refusal?.code ?? null),
      refusals.map((refusal) => refusal?.message ?? null),
      tx.userId,
      counter,
    ],
  });
}

export interface LostValue {
  readonly reviewId: string;
  readonly collection: CollectionName;
  readonly documentId: string;
  readonly loser: Loser;
  /** The rev of the merged document that was written; absent where nothing was. */
  readonly writtenRev?: string;
}

/** Under the counter's lock: the numbers follow one another in the order of commits. */
export async function writeConflicts(tx: Tx, values: readonly LostValue[]): Promise<void> {
  if (values.length === 0) return;
  const rows = values.map(({ reviewId, collection, documentId, loser, writtenRev }) => ({
    id: reviewId,
    collection,
    documentId,
    ...loser,
    writtenRev,
  }));
  await tx.named({
    name: 'write conflicts',
    text: `insert into app.conflicts (tenant_id, id, seq, collection, document_id, unit, lost, lost_by, lost_at,
        lost_rev, kept, kept_by, kept_at, audit_seq)
      select $1, x.id, (select coalesce(max(c.seq), 0) from app.conflicts c where c.tenant_id = $1) + row_number() over (),
        x.collection, x."documentId", x.unit, x.lost, x."lostBy", x."lostAt", x."lostRev", x.kept, x."keptBy", x."keptAt",
        case when x."writtenRev" is not null then (select max(a.seq) from app.audit_log a where a.tenant_id = $1
          and a.collection = x.collection and a.document_id = x."documentId") end
      from json_to_recordset($2) as x(id uuid, collection text, "documentId" text, unit text, lost jsonb, "lostBy" text,
        "lostAt" timestamptz, "lostRev" text, kept jsonb, "keptBy" text, "keptAt" timestamptz, "writtenRev" text)`,
    values: [tx.tenantId, JSON.stringify(rows)],
  });
}

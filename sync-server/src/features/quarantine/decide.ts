import { isAtLeast } from 'shared/domain/permissions.ts';
import { isUuid, newRev } from 'shared/lib/ids.ts';
import { isInstant, laterInstant, toInstant } from 'shared/lib/instants.ts';
import type { AsOf, WireDocument } from 'shared/protocol/document.ts';
import type { PushAnswer, PushRequest, PushRow } from 'shared/protocol/push.ts';
import type { QuarantineEntry } from 'shared/protocol/quarantine.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import type { Database } from '../../db/database.ts';
import { inTenant, type Scope, type Tx } from '../../db/scope.ts';
import { readForUpdate } from '../../db/write-rows.ts';
import type { Hub } from '../../plugins/hub.ts';
import { Problem } from '../../plugins/problem.ts';
import { findEntry, settleEntry } from './quarantine.repo.ts';

export interface QuarantineDeps {
  readonly database: Database;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly hub: Hub;
  /** The way of every write: verdict, audit, permission and pokes are its business; `alongside` in its transaction. */
  readonly push: (
    scope: Scope,
    request: PushRequest,
    alongside: (
      tx: Tx,
      rows: readonly { readonly verdict: { readonly answer: { readonly kind: string } } }[],
    ) => Promise<void>,
  ) => Promise<PushAnswer>;
}

const absent = (): Problem => new Problem('not_found', 'There is no such entry.');

/** @throws Problem not_permitted, not_found */
async function openEntry(tx: Tx, id: string): Promise<QuarantineEntry> {
  if (!isAtLeast(tx.access.role, 'admin'))
    throw new Problem('not_permitted', 'Only administrators decide about what others still held.');
  const entry = isUuid(id) ? await findEntry(tx, id) : undefined;
  if (!entry) throw absent();
  return entry;
}

const decidedMeanwhile = (): Problem =>
  new Problem('not_permitted', 'Another administrator has decided about it meanwhile.');

/** Settled by another administrator meanwhile: that holds, as long as it is the same decision. */
async function settle(tx: Tx, id: string, how: 'applied' | 'discarded'): Promise<QuarantineEntry> {
  const settled = (await settleEntry(tx, id, how)) ?? (await openEntry(tx, id));
  if (settled.settled?.how !== how) throw decidedMeanwhile();
  return settled;
}

/** There is less to decide for every administrator. */
const tell = ({ hub }: QuarantineDeps, { tenantId }: Scope, asOf: AsOf): void =>
  hub.publish(tenantId, { collections: ['reviews'], asOf });

export async function discard(deps: QuarantineDeps, scope: Scope, id: string): Promise<QuarantineEntry> {
  const { asOf, settled } = await inTenant(deps.database, scope, 'write', async (tx) => {
    const entry = await openEntry(tx, id);
    if (entry.settled?.how === 'applied') throw decidedMeanwhile();
    return { asOf: tx.asOf, settled: await settle(tx, id, 'discarded') };
  });
  tell(deps, scope, asOf);
  return settled;
}

const isCollection = (name: string): name is CollectionName =>
  COLLECTION_NAMES.some((known) => known === name);

interface Found {
  readonly entry: QuarantineEntry;
  readonly master: WireDocument | undefined;
  readonly asOf: AsOf;
}

/** What a device held may be poisoned; a name that no record can have is not looked for. */
const isName = (id: unknown): id is string => typeof id === 'string' && /^[\x20-\x7e]{1,200}$/.test(id);

const find = (deps: QuarantineDeps, scope: Scope, id: string): Promise<Found> =>
  inTenant(deps.database, scope, 'read', async (tx) => {
    const entry = await openEntry(tx, id);
    const { collection, document } = entry;
    const documentId = document['id'];
    const masters =
      isCollection(collection) && isName(documentId)
        ? await readForUpdate(tx, collection, [documentId])
        : new Map<string, never>();
    const master = masters.get(String(documentId))?.document as WireDocument | undefined;
    return { entry, master, asOf: tx.asOf };
  });

/**
 * What was held, as a write of the administrator's and of now: they have seen what it says today, and want this. What
 * the base shows as changed meets the master like any other edit; the values that lose are under review.
 */
function rowOf({ entry, master }: Found, scope: Scope, rev: string, now: string): PushRow | undefined {
  const { collection, document: held, base } = entry;
  if (!isCollection(collection)) throw new Problem('invalid', 'Nobody knows this kind of record any more.');
  const isDeletion = held['_deleted'] === true;
  if (isDeletion && !master) return undefined;
  const before = master && isInstant(master.updatedAt) ? master.updatedAt : now;
  const content = isDeletion && master ? { ...master, _deleted: true } : held;
  const document = {
    ...content,
    rev,
    updatedAt: laterInstant(now, before),
    updatedBy: scope.userId,
  } as unknown as WireDocument;
  // A record that is not there any more is made anew, as a whole.
  return {
    collection,
    base: master && !isDeletion ? ((base ?? null) as WireDocument | null) : (master ?? null),
    document,
  };
}

/** Written and settled in one transaction: applied twice, or by two administrators, it is written once. */
export async function apply(deps: QuarantineDeps, scope: Scope, id: string): Promise<QuarantineEntry> {
  const found = await find(deps, scope, id);
  if (found.entry.settled?.how === 'applied') return found.entry;
  if (found.entry.settled) throw decidedMeanwhile();
  const now = deps.now();
  const row = rowOf(found, scope, newRev(now, deps.random), toInstant(now));
  if (!row) {
    // What it wanted to delete is gone already.
    const done = await inTenant(deps.database, scope, 'write', (tx) => settle(tx, id, 'applied'));
    tell(deps, scope, found.asOf);
    return done;
  }
  let settled: QuarantineEntry | undefined;
  const { collection, document } = row;
  const answer = await deps
    .push(scope, { epoch: found.asOf.epoch, rows: [row] }, async (tx, rows) => {
      if (rows.some(({ verdict }) => verdict.answer.kind === 'rejected')) return;
      const { counter: since } = tx.asOf;
      settled = await settleEntry(tx, id, 'applied', { collection, documentId: document.id, since });
      // Somebody was faster: nothing of this is written a second time.
      if (!settled) throw decidedMeanwhile();
    })
    .catch(async (error: unknown) => {
      if (!(error instanceof Problem) || error.code !== 'not_permitted') throw error;
      const { entry } = await find(deps, scope, id);
      if (entry.settled?.how !== 'applied') throw error;
      settled = entry;
      return undefined;
    });
  const refused = answer?.rejected[0];
  if (refused) throw new Problem(refused.code, refused.message);
  if (!settled) throw absent();
  tell(deps, scope, answer?.asOf ?? found.asOf);
  return settled;
}

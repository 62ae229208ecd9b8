import { uuidv7 } from 'shared/lib/ids.ts';
import { refusal, type Master, type Verdict } from 'shared/merge/verdict.ts';
import type { PushAnswer, PushConflict, PushRejection, PushRow } from 'shared/protocol/push.ts';
import type { AnyDocument, CollectionName } from 'shared/schema/collections.ts';
import { inTenant, type Scope, type Tx } from '../../db/scope.ts';
import { readCounter, writeRows, type RowToWrite, type WriteNote } from '../../db/write-rows.ts';
import { Problem } from '../../plugins/problem.ts';
import { refuseOtherEpoch } from './epoch.repo.ts';
import { nameKey, writeConflicts, writeMemory, type LostValue, type Remembered } from './push.repo.ts';
import type { SyncDeps } from './sync.ts';
import { hasNames } from './validate.ts';

/** Rows that were decided, and how they reach the tables, the memory and the reviews: pushes and offers alike. */
export interface DecidedRow {
  readonly row: PushRow;
  readonly verdict: Verdict;
  /** As it was found, which is where a rejected row goes back to. */
  readonly master: Master | null;
  /** What the audit row says besides. */
  readonly note?: WriteNote;
}

/** How the decided rows reach the tables: all at once, or one by one when SQL refused one of them. */
type Manner = 'together' | 'one by one';

interface Written {
  readonly answer: PushAnswer;
  readonly touched: ReadonlySet<CollectionName>;
  readonly lostAny: boolean;
}

export interface Decision {
  readonly epoch: string;
  readonly decide: (tx: Tx) => Promise<readonly DecidedRow[]>;
  /** What belongs into the same transaction; given the rows as they came out. */
  readonly alongside?: (tx: Tx, rows: readonly DecidedRow[]) => Promise<void>;
}

/** One transaction, under the counter's lock from its beginning: remember, read, decide, write. */
function writeOnce(deps: SyncDeps, scope: Scope, decision: Decision, manner: Manner): Promise<Written> {
  return inTenant(deps.database, scope, 'write', async (tx) => {
    if (tx.access.status === 'suspended')
      throw new Problem(
        'suspended',
        'Nothing was stored. Keep it: it can be sent once the workspace is active again.',
      );
    await refuseOtherEpoch(tx, tx.asOf, decision.epoch);
    const decided = await decision.decide(tx);
    const rows = manner === 'together' ? await writeTogether(tx, decided) : await writeOneByOne(tx, decided);
    const written = await readCounter(tx);
    await writeMemory(tx, remembered(rows), written.counter);
    await writeConflicts(tx, lostValues(deps, rows));
    await decision.alongside?.(tx, rows);
    // What belongs to it may have taken places in the order too.
    const after = decision.alongside ? await readCounter(tx) : written;
    return {
      answer: { asOf: after, ...verdictsOf(rows) },
      touched: new Set(rows.filter(({ verdict }) => verdict.write).map(({ row }) => row.collection)),
      lostAny: rows.some(({ verdict }) => verdict.losers.length > 0),
    };
  });
}

/** Carries a decision out; what it changed is told to the other devices after the commit. */
export async function carryOut(deps: SyncDeps, scope: Scope, decision: Decision): Promise<PushAnswer> {
  let written: Written;
  try {
    written = await writeOnce(deps, scope, decision, 'together');
  } catch (error) {
    if (!isRefusedBySql(error)) throw error;
    written = await writeOnce(deps, scope, decision, 'one by one');
  }
  const { answer, touched, lostAny } = written;
  if (touched.size > 0 || lostAny)
    deps.hub.publish(scope.tenantId, {
      collections: [...touched, ...(lostAny ? (['reviews'] as const) : [])],
      asOf: answer.asOf,
    });
  return answer;
}

export const documentKey = (collection: string, id: unknown): string => `${collection} ${String(id)}`;

function toWrite({ verdict, note }: DecidedRow): RowToWrite | undefined {
  if (!verdict.write) return undefined;
  const { document, stamps } = verdict.write;
  const lost = verdict.losers.length > 0 ? { lost: verdict.losers } : undefined;
  return {
    document: document as unknown as AnyDocument,
    stamps,
    ...((lost || note) && { note: { ...note, ...lost } }),
  };
}

/** Sets in which no document comes twice, in order: a second write of one document waits for the first. */
function waves<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const sets: T[][] = [];
  const depth = new Map<string, number>();
  for (const item of items) {
    const at = depth.get(keyOf(item)) ?? 0;
    depth.set(keyOf(item), at + 1);
    const set = sets[at];
    if (set) set.push(item);
    else sets[at] = [item];
  }
  return sets;
}

async function writeTogether(tx: Tx, rows: readonly DecidedRow[]): Promise<readonly DecidedRow[]> {
  const written = rows.filter(({ verdict }) => verdict.write);
  for (const wave of waves(written, ({ row }) => documentKey(row.collection, row.document.id)))
    for (const [collection, ofIt] of Map.groupBy(wave, ({ row }) => row.collection))
      await writeRows(
        tx,
        collection,
        ofIt.map(toWrite).filter((row) => row !== undefined),
      );
  return rows;
}

const NOT_STORED = refusal('invalid', 'The database could not store this record as it is.');

/** After SQL refused something in a batch that looked right: the row that it refuses is rejected, the others go on. */
async function writeOneByOne(tx: Tx, rows: readonly DecidedRow[]): Promise<readonly DecidedRow[]> {
  const outcome: DecidedRow[] = [];
  const refused = new Set<string>();
  for (const decided of rows) {
    const write = toWrite(decided);
    const key = documentKey(decided.row.collection, decided.row.document.id);
    if (!write) outcome.push(decided);
    else if (!refused.has(key) && (await writeAlone(tx, decided.row.collection, write)))
      outcome.push(decided);
    else {
      refused.add(key);
      outcome.push(notStored(decided));
    }
  }
  return outcome;
}

async function writeAlone(tx: Tx, collection: CollectionName, row: RowToWrite): Promise<boolean> {
  await tx.query('savepoint one_row');
  try {
    await writeRows(tx, collection, [row]);
    await tx.query('release savepoint one_row');
    return true;
  } catch (error) {
    if (!isRefusedBySql(error)) throw error;
    await tx.query('rollback to savepoint one_row');
    return false;
  }
}

const notStored = (decided: DecidedRow): DecidedRow => ({
  ...decided,
  verdict: {
    answer: { kind: 'rejected', code: NOT_STORED.code, message: NOT_STORED.message },
    losers: [],
    remember: NOT_STORED,
  },
});

/** Data (22), integrity (23) or a wall (42501): the row's fault; anything else is the server's. */
function isRefusedBySql(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'RowsRefused') return true;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && (/^2[23]/.test(code) || code === '42501');
}

function remembered(rows: readonly DecidedRow[]): Remembered[] {
  const seen = new Map<string, Remembered>();
  for (const { row, verdict } of rows) {
    if (!verdict.remember || !hasNames(row.document)) continue;
    const { id, rev } = row.document;
    const name = { collection: row.collection, id, rev };
    seen.set(nameKey(name), { ...name, memory: verdict.remember });
  }
  return [...seen.values()];
}

function lostValues(deps: SyncDeps, rows: readonly DecidedRow[]): LostValue[] {
  return rows.flatMap(({ row, verdict }) =>
    verdict.losers.map((loser) => ({
      reviewId: uuidv7(deps.now(), deps.random),
      collection: row.collection,
      documentId: row.document.id,
      loser,
      ...(verdict.write ? { writtenRev: verdict.write.document.rev } : {}),
    })),
  );
}

function verdictsOf(rows: readonly DecidedRow[]): Omit<PushAnswer, 'asOf'> {
  const conflicts: PushConflict[] = [];
  const rejected: PushRejection[] = [];
  for (const { row, verdict, master } of rows) {
    const { collection } = row;
    if (verdict.answer.kind === 'merged') conflicts.push({ collection, document: verdict.answer.document });
    if (verdict.answer.kind === 'rejected') {
      const { code, message } = verdict.answer;
      rejected.push({ collection, id: row.document.id, code, message, master: master?.document ?? null });
    }
  }
  return { conflicts, rejected };
}

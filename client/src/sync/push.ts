import type { AsOf } from 'shared/protocol/document.ts';
import {
  MAX_DOCUMENT_BYTES,
  MAX_PUSH_BYTES,
  MAX_PUSH_ROWS,
  type PushAnswer,
  type PushRow,
} from 'shared/protocol/push.ts';
import { inWindow } from 'shared/domain/window.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { DeviceRecord } from '../db/record.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { ApiProblem } from './api.ts';
import { keepAttempt } from './attention.ts';
import { stepOf, type DocumentEvent, type Outcome } from './document.ts';
import { heardAsOf, hear } from './heard.ts';
import { noteHeard } from './journal.ts';
import { isListed, readRestoration } from './restoration.ts';
import { transition } from './transition.ts';
import { TooSlow, type Transport } from './transport.ts';

export interface PushDeps {
  readonly db: WorkspaceDb;
  readonly transport: Pick<Transport, 'push'>;
  readonly nowInstant: () => string;
  readonly line: Line;
}

/** What this line has taken at once; kept between runs by the caller. */
export interface Line {
  /** Of a push. */
  maxBytes: number;
  /** Of a page that is pulled. */
  maxDocuments: number;
}

export const freshLine = (): Line => ({
  maxBytes: MAX_PUSH_BYTES - 4_096,
  maxDocuments: Number.POSITIVE_INFINITY,
});
const LEAST_BYTES = 4_096;

/** A row that is ready to be put on the wire, with its size there. */
export interface ReadyRow {
  readonly row: PushRow;
  readonly bytes: number;
}

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** The row of a record whose `sent` is stored; `isRepeat` when it may have been on the wire before. */
export function rowOf(
  collection: CollectionName,
  record: DeviceRecord,
  isRepeat: boolean,
): ReadyRow | undefined {
  if (record.kind !== 'sent' && record.kind !== 'edited') return undefined;
  // What a restored server lost is offered, not pushed.
  if (record.offer === true) return undefined;
  const { document, stamps, sentAt } = record.sent;
  const row: PushRow = {
    collection,
    base: record.base,
    document,
    stamps,
    ...(isRepeat && sentAt !== undefined && { sentAt }),
  };
  return readyRow(row);
}

export const readyRow = (row: PushRow): ReadyRow => ({ row, bytes: bytesOf(row) + 1 });

/** Cuts rows into batches that each fit; a row that is larger than that alone is a batch of its own. */
export function batchesOf(
  rows: readonly ReadyRow[],
  maxBytes: number,
  maxRows = MAX_PUSH_ROWS,
): ReadyRow[][] {
  const batches: ReadyRow[][] = [];
  let bytes = 0;
  for (const ready of rows) {
    const batch = batches.at(-1);
    if (batch === undefined || batch.length >= maxRows || bytes + ready.bytes > maxBytes) {
      batches.push([ready]);
      bytes = ready.bytes;
    } else {
      batch.push(ready);
      bytes += ready.bytes;
    }
  }
  return batches;
}

/** What the answer says of one row. */
export function outcomeOf({ collection, document }: PushRow, answer: PushAnswer): Outcome {
  const refused = answer.rejected.find((row) => row.collection === collection && row.id === document.id);
  if (refused) {
    const { code, message, master } = refused;
    return { kind: 'rejected', code, message, master };
  }
  const merged = answer.conflicts.find(
    (row) => row.collection === collection && row.document.id === document.id,
  );
  return merged ? { kind: 'merged', document: merged.document } : { kind: 'accepted' };
}

/** What a run of pushing came to. */
export interface Pushed {
  readonly answered: number;
  /** Rows that the server could not take now; everything else went on without them. */
  readonly stuck: number;
}

const MARKS_PER_ROUND = 1_000;

/**
 * Sends everything unsent and applies the answers. Each state is stored as `sent` before it is sent, and only that is
 * repeated until it is answered. One row that cannot be sent never holds up another.
 */
export async function pushAll(deps: PushDeps): Promise<Pushed> {
  const { db } = deps;
  const stuck = new Set<string>();
  let answered = 0;
  // R4: asked once, for the whole run: another tab may learn meanwhile that the server was set back.
  const epoch = (await heardAsOf(db))?.epoch;
  const restoration = await readRestoration(db);
  if (epoch === undefined) throw new Error('Nothing was ever pulled: the epoch is not known');
  if (restoration && !restoration.isOver && !(await isListed(db, restoration))) return { answered, stuck: 0 };
  const way: Way = { epoch, post: deps.transport.push, givesUp: true };
  for (;;) {
    const ready = await markedRows(db, epoch, stuck);
    if (ready.length === 0) return { answered, stuck: stuck.size };
    const before = answered;
    // What is too large for a weak line ends the run: everything smaller goes before it.
    const isWeak = deps.line.maxBytes < freshLine().maxBytes;
    const inOrder = isWeak ? ready.toSorted((a, b) => a.bytes - b.bytes) : ready;
    answered += await sendRows(deps, way, inOrder, stuck);
    // An answer that is older than what a pull already brought is asked for again, but not for ever.
    if (answered === before) return { answered, stuck: ready.length };
  }
}

/** Where rows go, in which epoch. */
export interface Way {
  readonly epoch: string;
  readonly post: (request: {
    readonly epoch: string;
    readonly rows: readonly PushRow[];
  }) => Promise<PushAnswer>;
  /** Whether a row that can never be taken is given up here; otherwise it only waits. */
  readonly givesUp: boolean;
}

type SendDeps = Omit<PushDeps, 'transport'>;

/** Sends rows in batches that fit the line, and applies the answers; how many documents they changed. */
export async function sendRows(
  deps: SendDeps,
  way: Way,
  rows: readonly ReadyRow[],
  stuck: Set<string>,
): Promise<number> {
  let answered = 0;
  for (const batch of batchesOf(rows, deps.line.maxBytes)) answered += await send(deps, way, batch, stuck);
  return answered;
}

const keyOf = (collection: string, id: string): string => `${collection}/${id}`;

/**
 * Everything unsent was listed in the epoch that is heard of, but for what a page of a first pull has touched that came
 * before a restore: no answer would ever count for it.
 */
function inEpoch(record: DeviceRecord, epoch: string): DeviceRecord {
  if (!('base' in record) || record.seen === undefined || record.seen.epoch === epoch) return record;
  const at = { epoch, counter: 0 };
  const setBack = { epoch, counter: Number.MAX_SAFE_INTEGER };
  return stepOf(record, { type: 'swept', start: at, asOf: at, setBack }).record;
}

/** Stores `sent` where nothing is under way, and gives every row that waits for an answer. */
async function markedRows(db: WorkspaceDb, epoch: string, stuck: ReadonlySet<string>): Promise<ReadyRow[]> {
  const heard = await heardAsOf(db);
  // Another tab has adopted a newer epoch: nothing is listed in it, and the server refuses what is sent in this one.
  const isListedIn = heard?.epoch === epoch;
  const mark: DocumentEvent = { type: 'mark', ...(heard && { sentAt: heard.counter }) };
  const ready: ReadyRow[] = [];
  for (const collection of db.collections) {
    const store = db.store(collection);
    const found = await store.unsentIds(MARKS_PER_ROUND + stuck.size);
    const ids = found.filter((id) => !stuck.has(keyOf(collection, id)));
    const fresh = new Set<string>();
    await transition(store, ids, (record) => {
      if (record.kind === 'unsent') fresh.add(record.id);
      else fresh.delete(record.id);
      return stepOf(isListedIn ? inEpoch(record, epoch) : record, mark);
    });
    for (const { record } of await store.read(ids)) {
      const row = rowOf(collection, record, !fresh.has(record.id));
      if (row) ready.push(row);
    }
  }
  return ready;
}

/** Sends a batch; one that is too much for the line or for the server is halved until the culprit stands alone. */
async function send(
  deps: SendDeps,
  way: Way,
  batch: readonly ReadyRow[],
  stuck: Set<string>,
): Promise<number> {
  let answer: PushAnswer;
  try {
    answer = await way.post({ epoch: way.epoch, rows: batch.map(({ row }) => row) });
  } catch (error) {
    if (!isAboutTheBatch(error)) throw error;
    if (error instanceof TooSlow) {
      deps.line.maxBytes = Math.max(LEAST_BYTES, Math.floor(deps.line.maxBytes / 4));
      if (batch.length === 1) throw error;
    }
    if (batch.length === 1) return alone(deps, way, batch, error, stuck);
    const half = Math.ceil(batch.length / 2);
    const first = await send(deps, way, batch.slice(0, half), stuck);
    return first + (await send(deps, way, batch.slice(half), stuck));
  }
  deps.line.maxBytes = Math.min(freshLine().maxBytes, deps.line.maxBytes * 2);
  await hear(deps.db, answer.asOf);
  return applyAnswer(deps, batch, answer);
}

/** Too large, unreadable, or something that made the server stumble: smaller pieces find out which row it was. */
function isAboutTheBatch(error: unknown): boolean {
  if (error instanceof TooSlow) return true;
  if (!(error instanceof ApiProblem)) return false;
  return (
    error.status === 413 || error.status === 500 || (error.status === 400 && error.code !== 'token_expired')
  );
}

/**
 * What the server itself says of a row that it can never read. Any other 400 is the line's doing: a body that arrived
 * in part, or somebody on the way who answers in the server's place.
 */
const UNREADABLE: ReadonlySet<string> = new Set(['invalid_request', 'body_too_deep']);

/** One row that gets no verdict: refused here where it can never be taken, otherwise left for the next run. */
async function alone(
  deps: SendDeps,
  way: Way,
  batch: readonly ReadyRow[],
  error: unknown,
  stuck: Set<string>,
): Promise<number> {
  const [ready] = batch;
  if (ready === undefined) return 0;
  const { row } = ready;
  stuck.add(keyOf(row.collection, row.document.id));
  const never =
    error instanceof ApiProblem &&
    (UNREADABLE.has(error.code) || (error.status === 413 && bytesOf(row.document) > MAX_DOCUMENT_BYTES));
  if (!never || !way.givesUp) return 0;
  const asOf = await heardAsOf(deps.db);
  if (asOf === undefined) return 0;
  const code = error.status === 413 ? 'too_large' : 'invalid';
  const message = error.detail ?? error.message;
  return applyAnswer(deps, batch, {
    asOf,
    conflicts: [],
    rejected: [{ collection: row.collection, id: row.document.id, code, message, master: row.base }],
  });
}

/** D11: what an answer leaves behind belongs here only inside of the window; no later page would evict it. */
function isOutside({ collection, document }: PushRow, outcome: Outcome, edge: string | undefined): boolean {
  const left =
    outcome.kind === 'accepted' ? document : outcome.kind === 'merged' ? outcome.document : outcome.master;
  return edge !== undefined && left !== null && !inWindow(collection, left, edge);
}

async function applyAnswer(deps: SendDeps, batch: readonly ReadyRow[], answer: PushAnswer): Promise<number> {
  let answered = 0;
  for (const [collection, ofIt] of Map.groupBy(batch, ({ row }) => row.collection)) {
    const edge = (await deps.db.local.pulls.get(collection))?.edge;
    const outcomes = new Map(
      ofIt.map(({ row }) => {
        const outcome = outcomeOf(row, answer);
        return [row.document.id, { rev: row.document.rev, outcome, outside: isOutside(row, outcome, edge) }];
      }),
    );
    const asOf: AsOf = answer.asOf;
    await transition(
      deps.db.store(collection),
      [...outcomes.keys()],
      (record) => {
        const found = outcomes.get(record.id);
        return found ? stepOf(record, { type: 'answered', ...found, asOf }) : { record };
      },
      {
        before: (id, attempt) => keepAttempt(deps.db, collection, id, attempt, deps.nowInstant()),
        after: (changed) => {
          answered += changed;
        },
        written: (turns) => noteHeard(deps.db, collection, turns),
      },
    );
  }
  return answered;
}

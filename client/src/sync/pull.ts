import type { WireDocument } from 'shared/protocol/document.ts';
import { inWindow } from 'shared/domain/window.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import type { PullState, SetBack } from '../db/local-tables.ts';
import type { DeviceRecord } from '../db/record.ts';
import type { RecordStore } from '../db/record-store.ts';
import { withStorage } from '../db/storage-errors.ts';
import type { WorkspaceDb } from '../db/workspace-db.ts';
import { carried } from './carried.ts';
import { compare } from './compare.ts';
import { stepOf } from './document.ts';
import { hear, heardAsOf, noteCompared } from './heard.ts';
import { noteHeard } from './journal.ts';
import { isSamePull, judgePage, stateAfter, stateAnew } from './page.ts';
import { reopenRestoration } from './restoration.ts';
import { evict, sweep } from './sweep.ts';
import { transition, type Turn } from './transition.ts';
import type { Line } from './push.ts';
import type { PullAsk, Transport } from './transport.ts';

export interface PullDeps {
  readonly db: WorkspaceDb;
  readonly transport: Pick<Transport, 'pull'>;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => Promise<string>;
  readonly pageSize?: number;
  readonly line: Line;
  readonly nowInstant: () => string;
}

export interface PullOptions {
  /** Stops once the near part is there: this week, open pours and everything small. */
  readonly onlyNear?: boolean;
  /** Compares with the server at the end. */
  readonly digest?: boolean;
  /** The first pages, which came already. */
  readonly pages?: readonly OnItsWay[];
}

/**
 * A shared view that its owner makes private is in nobody else's scope any more, and no pull can say so: this small
 * collection is compared with the server every time.
 */
const LEAVES_SIGHT: CollectionName = 'settings';

const PAGE_SIZE = 2_000;
/** A first pull takes larger pages: fewer round trips, and each is written in one transaction. */
const FIRST_PAGE_SIZE = 4_000;

export const pullState = async (db: WorkspaceDb, collection: CollectionName): Promise<PullState> =>
  (await db.local.pulls.get(collection)) ?? { collection, complete: false };

/** From here on the collection is asked for from its start; what it holds stays until that pull has ended. */
export async function startOver(db: WorkspaceDb, collection: CollectionName): Promise<void> {
  await withStorage(() =>
    db.local.transaction('rw', db.local.pulls, async () => {
      await db.local.pulls.put(stateAnew(await pullState(db, collection)));
    }),
  );
}

/**
 * What became of a page: `dropped` when it belongs to another pull than the one that is stored, `filled` when it was
 * the last of a pull that itself added every row of a table that was empty.
 */
type Applied = 'applied' | 'filled' | 'dropped' | 'start_over';

/** Brings one collection up to the server's state, page by page; the checkpoint is stored after each page. */
export async function pullCollection(
  deps: PullDeps,
  collection: CollectionName,
  options: PullOptions = {},
): Promise<void> {
  let state = await pullState(deps.db, collection);
  let landed = options.pages ?? [];
  let next: OnItsWay | undefined;
  let restarts = 0;
  for (;;) {
    if (options.onlyNear && isPastNear(state)) return;
    const { asked, page } = landed[0] ?? next ?? ask(deps, state, options);
    landed = landed.slice(1);
    const answer = await carried(deps.line, page, limitFor(deps, pageSizeFor(asked)));
    if (answer === undefined) {
      landed = [];
      next = undefined;
      continue;
    }
    // The next page is on its way while this one is written; it is asked for with this one's checkpoint.
    const phase = answer.checkpoint.phase;
    const ahead =
      !isWeak(deps) && answer.more && phase !== 'live' && !(options.onlyNear === true && phase !== 'near');
    next =
      ahead && landed.length === 0
        ? ask(deps, { ...asked, checkpoint: answer.checkpoint }, options)
        : undefined;
    const applied = await applyPage(deps.db, collection, asked, answer);
    const isApplied = applied === 'applied' || applied === 'filled';
    if (!isApplied) {
      next = undefined;
      landed = [];
      // Another tab is at it, or the window grew: go on from what is stored now.
      if (applied === 'start_over') await startOver(deps.db, collection);
      if ((restarts += 1) > 5) return;
    }
    state = await pullState(deps.db, collection);
    if (!isApplied || answer.more) continue;
    const compared = answer.digest
      ? await compare(deps, collection, answer, applied === 'filled')
      : undefined;
    if (compared) await noteCompared(deps.db, collection, { result: compared, at: deps.nowInstant() });
    if (compared === 'different') {
      if ((restarts += 1) > 1) return;
      await startOver(deps.db, collection);
      state = await pullState(deps.db, collection);
      continue;
    }
    return;
  }
}

/** Whether this week, the open pours and everything small are in the table. */
export const isPastNear = ({ checkpoint }: PullState): boolean =>
  checkpoint !== undefined && checkpoint.phase !== 'near';

/** A page that was asked for, and the state that it was asked in: whether it still counts is judged by that one. */
export interface OnItsWay {
  readonly asked: PullState;
  readonly page: Promise<PullAnswer>;
}

function ask(deps: PullDeps, asked: PullState, options: PullOptions): OnItsWay {
  const page = fetchPage(deps, asked, options);
  // A page that was asked for ahead is perhaps never waited for.
  page.catch(() => undefined);
  return { asked, page };
}

/** On a weak line the next page would be in the way of this one. */
const isWeak = ({ line }: PullDeps): boolean => line.maxDocuments < FIRST_PAGE_SIZE;

const limitFor = ({ pageSize, line }: Partial<Pick<PullDeps, 'pageSize' | 'line'>>, most: number): number =>
  Math.min(pageSize ?? most, line?.maxDocuments ?? most);

const pageSizeFor = ({ checkpoint }: PullState): number =>
  checkpoint === undefined || checkpoint.phase !== 'live' ? FIRST_PAGE_SIZE : PAGE_SIZE;

async function fetchPage(deps: PullDeps, state: PullState, options: PullOptions): Promise<PullAnswer> {
  const epoch = (await heardAsOf(deps.db))?.epoch;
  const question: PullAsk = {
    limit: limitFor(deps, pageSizeFor(state)),
    digest: options.digest === true || (state.collection === LEAVES_SIGHT && options.onlyNear !== true),
    ...checkpointOf(state),
    ...(epoch !== undefined && { epoch }),
  };
  return deps.transport.pull(state.collection, question);
}

const checkpointOf = ({ checkpoint }: PullState): Pick<PullAsk, 'checkpoint'> =>
  checkpoint ? { checkpoint: JSON.stringify(checkpoint) } : {};

/**
 * Writes one page and then its checkpoint. `asked` is the state that the page was asked with: a page of another pull
 * than the one that is stored by now is dropped, and one that turns out to be so only afterwards starts over.
 */
export async function applyPage(
  db: WorkspaceDb,
  collection: CollectionName,
  asked: PullState,
  answer: PullAnswer,
): Promise<Applied> {
  const stored = await pullState(db, collection);
  const verdict = judgePage(stored, asked, answer);
  if (verdict.kind !== 'apply') return verdict.kind;
  const { start, begins } = verdict;
  const { asOf, edge } = answer;
  const store = db.store(collection);
  const fresh = begins ? await store.isEmpty() : stored.fresh === true;
  // What another tab wrote meanwhile is in the table, and perhaps not among what is shown before it is written.
  if (!fresh) store.settle('given up');

  // Before any document of it: what a crash leaves of a first page is known to be of this epoch.
  if (begins) await hear(db, asOf);
  const { setBack } = stored;
  const beforeOffers = () => reopenRestoration(db);
  const listing = start !== undefined;
  const added = await writePage(db, collection, answer, { listing, fresh, setBack, beforeOffers });
  const bulk = { fresh, added: (begins ? 0 : (stored.added ?? 0)) + added };
  // A pull from the start stores no edge before its first page, and what was here before may lie outside of it.
  if (begins ? !fresh : stored.edge !== edge) await evict(store, collection, edge, setBack);
  // Where every row that is held was added by this very pull, there is nothing to look for.
  const isFilled = !answer.more && start !== undefined && fresh && (await store.countAll()) === bulk.added;
  if (!answer.more && start && !isFilled) await sweep(store, beforeOffers, { start, asOf, setBack });

  const next = stateAfter(stored, answer, start, bulk);
  const kept = await withStorage(() =>
    db.local.transaction('rw', db.local.pulls, db.local.facts, async () => {
      if (!isSamePull(await pullState(db, collection), asked)) return false;
      await db.local.pulls.put(next);
      // Together: a device that has pulled without having heard of an epoch could never send.
      await hear(db, asOf);
      return true;
    }),
  );
  if (!kept) return 'start_over';
  return isFilled ? 'filled' : 'applied';
}

interface Writing {
  readonly setBack: SetBack | undefined;
  readonly beforeOffers: () => Promise<void>;
  readonly listing: boolean;
  readonly fresh: boolean;
}

/** Writes the documents of a page; answers how many rows were added in bulk. */
async function writePage(
  db: WorkspaceDb,
  collection: CollectionName,
  { documents, asOf, edge }: PullAnswer,
  { listing, fresh, setBack, beforeOffers }: Writing,
): Promise<number> {
  if (documents.length === 0) return 0;
  const store = db.store(collection);
  // A document that changed during the pull comes twice, perhaps in one page: the later one holds.
  const byId = new Map(documents.map((document) => [document.id, document]));
  const eventOf = pulledBy(collection, { asOf, edge }, listing, setBack);
  let ids: readonly string[] = [...byId.keys()];
  let added = 0;
  if (fresh) {
    const records = newRecords(byId.values(), eventOf);
    ids = await store.addMany(records);
    added = records.length - ids.length;
  }
  // What is decided row by row is decided on the table.
  if (ids.length > 0) store.settle('given up');
  const step = (record: DeviceRecord) => {
    const document = byId.get(record.id);
    return document === undefined ? { record } : stepOf(record, eventOf(document));
  };
  const written = (turns: readonly Turn[]) => noteHeard(db, collection, turns, { isListing: listing });
  await transition(store, ids, step, { beforeOffers, written });
  return added;
}

const pulledBy =
  (
    collection: CollectionName,
    { asOf, edge }: Pick<PullAnswer, 'asOf' | 'edge'>,
    listing: boolean,
    setBack?: SetBack,
  ) =>
  (document: WireDocument) =>
    ({
      type: 'pulled',
      document,
      asOf,
      inside: inWindow(collection, document, edge),
      listing,
      setBack,
    }) as const;

const newRecords = (
  documents: Iterable<WireDocument>,
  eventOf: ReturnType<typeof pulledBy>,
): readonly DeviceRecord[] =>
  Array.from(documents, (document) => stepOf({ kind: 'absent', id: document.id }, eventOf(document)).record);

/** A page of the near part, and the one after it, which is asked for as soon as this one has come. */
export interface NearPage {
  readonly way: OnItsWay;
  /** Absent after the last. */
  readonly next: Promise<NearPage | undefined>;
}

/** The near part of a collection from its start; `epoch` is the one that the device knows, if it knows one. */
export function askNear(
  deps: Pick<PullDeps, 'transport' | 'pageSize'> & Partial<Pick<PullDeps, 'line'>>,
  collection: CollectionName,
  epoch?: string,
  asked: PullState = { collection, complete: false },
): NearPage {
  const page = deps.transport.pull(collection, {
    limit: limitFor(deps, FIRST_PAGE_SIZE),
    digest: false,
    ...checkpointOf(asked),
    ...(epoch !== undefined && { epoch }),
  });
  const next = page.then(({ more, checkpoint }) =>
    more && checkpoint.phase === 'near'
      ? askNear(deps, collection, epoch, { ...asked, checkpoint })
      : undefined,
  );
  // It is perhaps never waited for.
  next.catch(() => undefined);
  return { way: { asked, page }, next };
}

/**
 * The near part of a collection that this device holds nothing of, shown before it is written. The answer is every
 * page of it, for `pullCollection` to write.
 */
export async function landPages(store: RecordStore, first: NearPage): Promise<readonly OnItsWay[]> {
  const pages: OnItsWay[] = [];
  for (let near: NearPage | undefined = first; near !== undefined; near = await near.next) {
    pages.push(near.way);
    const answer = await near.way.page;
    store.land(newRecords(answer.documents, pulledBy(near.way.asked.collection, answer, true)));
  }
  return pages;
}

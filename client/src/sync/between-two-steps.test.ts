import { BehaviorSubject, firstValueFrom, NEVER } from 'rxjs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { PushAnswer, PushRequest } from 'shared/protocol/push.ts';
import type { Review } from 'shared/protocol/reviews.ts';
import { readDoc, readDocs } from '../db/live.ts';
import { StorageFull } from '../db/storage-errors.ts';
import { ApiProblem, type Api } from './api.ts';
import { attentionList, retryAttention } from './attention.ts';
import { handOverBlobs, startBlobs } from './blob-sender.ts';
import { addBlob, unsentBlobs } from './blob-store.ts';
import { drain } from './drain.ts';
import { hear } from './heard.ts';
import { editsOf, type ImportPlan } from './import-unsent.ts';
import { applyPage, pullCollection, pullState } from './pull.ts';
import { freshLine, pushAll, type PushDeps } from './push.ts';
import { adopt } from './restoration.ts';
import { openReviews, pullReviews } from './reviews.ts';
import { NOTHING_YET } from './status.ts';
import { idOf, pageOf, pullDeps, region } from './test-pages.ts';
import { authorOf, testWorkspace, type TestWorkspace } from './test-workspace.ts';
import { finishUnfinished, undo } from './undo.ts';
import type { Edit } from './write.ts';

// A tab can stand still for hours between two things that it stores, while another one goes on with the same records.

const DAY = '2026-11-24';
const AT = `${DAY}T12:00:00.000Z`;
const POUR = idOf(1);
const LOAD = idOf(2);
const SET_BACK = { epoch: 'new', restores: [{ epoch: 'old', counter: 100, at: AT }] };

const pushDeps = (
  { db, clock }: TestWorkspace,
  answer: (request: PushRequest, call: number) => Promise<PushAnswer>,
): PushDeps => {
  let calls = 0;
  return {
    db,
    nowInstant: () => clock.nowInstant(),
    line: freshLine(),
    transport: { push: (request) => answer(request, (calls += 1)) },
  };
};

const accepted = (counter: number, epoch = 'test'): PushAnswer => ({
  asOf: { epoch, counter },
  conflicts: [],
  rejected: [],
});

const rename = (workspace: TestWorkspace, n: number, name: string): Promise<void> =>
  workspace.saveAll('rename', [{ collection: 'regions', id: idOf(n), change: () => ({ name }) }]);

/** Two collections, so that it is noted before it is written. */
const BEGIN: readonly Edit[] = [
  { collection: 'pours', id: POUR, change: () => ({ status: 'in_progress' }) },
  {
    collection: 'loads',
    id: LOAD,
    change: () => ({ pourId: POUR, pourDay: DAY, truckNumber: '14' }),
  },
];
const withPour = (): Promise<TestWorkspace> =>
  testWorkspace({
    collections: ['pours', 'loads'],
    documents: { pours: [{ id: POUR, status: 'scheduled', day: DAY, name: 'Deck' }] },
  });

const photo = ({ db }: TestWorkspace, n: number): Promise<string> =>
  addBlob(db, { bytes: Uint8Array.from([n]).buffer, contentType: 'image/jpeg' }, AT);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what one person does while another tab stands still', () => {
  test('D3 I1 a newer edit that went with a refusal is tried again before its record is taken back', async () => {
    await using workspace = await testWorkspace({
      collections: ['regions'],
      documents: { regions: [{ id: idOf(1), name: 'Was' }] },
    });
    const { db } = workspace;
    await hear(db, { epoch: 'test', counter: 5 });
    await rename(workspace, 1, 'First');
    const store = db.store('regions');
    const replace = store.replace.bind(store);
    let isTapped = false;
    vi.spyOn(store, 'replace').mockImplementation(async (replacements) => {
      const [entry] = await db.local.attention.toArray();
      if (entry && !isTapped) {
        isTapped = true;
        await retryAttention({ db, author: authorOf(workspace) }, entry.id);
      }
      return replace(replacements);
    });
    const tooOld = async ({ rows }: PushRequest, call: number): Promise<PushAnswer> => {
      if (call === 1) await rename(workspace, 1, 'Second');
      return {
        ...accepted(20 + call),
        rejected: rows.map(({ document: { id } }) => ({
          collection: 'regions',
          id,
          code: 'too_old',
          message: 'Too old',
          master: { ...region(1, 'seed-0'), name: 'Was' },
        })),
      };
    };
    await pushAll(pushDeps(workspace, tooOld));
    expect(isTapped).toBe(true);
    const kept = (await firstValueFrom(attentionList(db))).map(({ document }) => document['name']);
    const shown = (await readDocs(db, 'regions')).map(({ name }) => name);
    expect([...shown, ...kept]).toContain('Second');
  });

  test('D20 what was made and deleted again is not made once more by a tab that opens', async () => {
    await using workspace = await withPour();
    const { db } = workspace;
    const forget = db.local.unfinished.delete.bind(db.local.unfinished);
    const forgetting = vi.spyOn(db.local.unfinished, 'delete');
    // It begins with a promise of the tables' own kind, which is what it has to answer.
    forgetting.mockImplementationOnce((id) =>
      forget(-1)
        .then(() => workspace.saveAll('delete', [{ collection: 'loads', id: LOAD, change: () => undefined }]))
        .then(() => finishUnfinished({ db, author: authorOf(workspace) }))
        .then(() => forget(id)),
    );
    await workspace.saveAll('begin', BEGIN);
    expect(forgetting).toHaveBeenCalled();
    expect(await readDocs(db, 'loads')).toEqual([]);
  });

  test('D20 a tab that opens in the middle of a save leaves it whole for undo', async () => {
    await using workspace = await withPour();
    const { db } = workspace;
    const loads = db.store('loads');
    const read = loads.read.bind(loads);
    let reads = 0;
    vi.spyOn(loads, 'read').mockImplementation(async (ids) => {
      reads += 1;
      // First it is read to be noted, then to be written.
      if (reads === 2) await finishUnfinished({ db, author: authorOf(workspace) });
      return read(ids);
    });
    await workspace.saveAll('begin', BEGIN);
    expect(reads).toBeGreaterThanOrEqual(2);
    await workspace.undo();
    expect(await readDoc(db, 'pours', POUR)).toMatchObject({ status: 'scheduled' });
    expect(await readDocs(db, 'loads')).toEqual([]);
  });

  test('D20 I6 a page that comes between a save and its taking back is not taken back with it', async () => {
    await using workspace = await withPour();
    const { db } = workspace;
    vi.spyOn(db.store('loads'), 'replace').mockImplementation(async () => {
      const { name: _, ...common } = region(1, 'office');
      const office = { ...common, status: 'scheduled', day: DAY, name: 'Deck 2' };
      const page = pageOf([office], { epoch: 'test', counter: 9, start: 1, more: true });
      await applyPage(db, 'pours', await pullState(db, 'pours'), page);
      throw new StorageFull('full');
    });
    await expect(workspace.saveAll('begin', BEGIN)).rejects.toThrow(StorageFull);
    const [held] = await db.store('pours').read([POUR]);
    expect(held?.record).toMatchObject({ seen: { counter: 9 } });
  });

  test('I1 undo of what was only here leaves what the office made of it since', async () => {
    await using workspace = await testWorkspace({ collections: ['absences'] });
    const { db } = workspace;
    await hear(db, { epoch: 'test', counter: 5 });
    const fields = { employeeId: idOf(5), from: DAY, to: DAY, kind: 'pto', state: 'approved', note: 'mine' };
    await workspace.saveAll('make', [
      { collection: 'absences', id: idOf(3), change: () => fields },
    ] as Edit[]);
    const store = db.store('absences');
    const replace = store.replace.bind(store);
    vi.spyOn(store, 'replace').mockImplementationOnce(async (replacements) => {
      const sent: PushRequest['rows'][number]['document'][] = [];
      await pushAll(
        pushDeps(workspace, async ({ rows }) => {
          sent.push(...rows.map(({ document }) => document));
          return accepted(20);
        }),
      );
      const office = sent.map((document) => ({
        ...document,
        rev: 'office',
        updatedBy: idOf(9),
        note: 'theirs',
      }));
      const page = pageOf(office, { epoch: 'test', counter: 21, start: 1, more: true });
      await applyPage(db, 'absences', await pullState(db, 'absences'), page);
      return replace(replacements);
    });
    await undo({ db, author: authorOf(workspace) });
    expect(await readDocs(db, 'absences')).toMatchObject([{ note: 'theirs' }]);
  });

  test('I7 a record that was deleted between the look at a file and its taking in is not made again', async () => {
    await using workspace = await testWorkspace({ collections: ['absences'] });
    const document = { ...region(1), employeeId: idOf(5), note: 'wanted' };
    const units = [{ unit: 'note', now: 'known', wanted: 'wanted' }];
    const records = [{ collection: 'absences', documentId: idOf(1), kind: 'change', units, document }];
    await workspace.saveAll('bring in', editsOf({ records } as unknown as ImportPlan));
    expect(await readDocs(workspace.db, 'absences')).toEqual([]);
  });
});

describe('a server that is set back while another tab stands still', () => {
  test('R3 R4 what is edited after that is listed in the new epoch before it counts as known there', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    const known = [region(1, 'x1'), { ...region(2, 'x1'), code: 'lost' }];
    const page = pageOf(known, { counter: 150, start: 150, epoch: 'old' });
    await pullCollection(pullDeps(workspace, [page]), 'regions');
    await rename(workspace, 1, 'One');
    const pushing = pushAll(
      pushDeps(workspace, async (_, call) => {
        if (call > 1) throw new ApiProblem(410, { code: 'restored', ...SET_BACK });
        await rename(workspace, 2, 'Two');
        await adopt(db, SET_BACK);
        return accepted(151, 'old');
      }),
    );
    await expect(pushing).rejects.toThrow(ApiProblem);
    const older = pageOf([region(2, 'x0')], { counter: 101, start: 101, epoch: 'new', pull: 'p2' });
    await pullCollection(pullDeps(workspace, [older]), 'regions');
    const [held] = await db.store('regions').read([idOf(2)]);
    expect(held?.record).toMatchObject({ offer: true });
  });

  test('B3 B13 a photo that the server had before that waits again', async () => {
    await using workspace = await testWorkspace({ collections: ['pour_events'] });
    const { db } = workspace;
    await hear(db, { epoch: 'old', counter: 5 });
    const sha256 = await photo(workspace, 1);
    using sender = disposable(
      startBlobs({
        db,
        line: {
          has: () => Promise.resolve(false),
          send: async () => {
            await adopt(db, SET_BACK);
            return { type: 'acknowledged' };
          },
          fetch: () => Promise.reject(new Error('There is none')),
        },
        status$: new BehaviorSubject(NOTHING_YET),
        metering: { isMetered: () => false, changes$: NEVER },
        locks: undefined,
        timers: { after: () => () => undefined },
        randomShare: () => 1,
        now: () => Date.parse(AT),
        elapsed: () => 0,
        report: () => undefined,
      }),
    );
    expect(sender).toBeDefined();
    await vi.waitFor(async () => expect(await db.local.blobs.get(sha256)).toMatchObject({ tries: 1 }));
    expect(await db.local.blobs.get(sha256)).toMatchObject({ state: 'waiting' });
  });

  test('V1 reviews that were read before that do not hide those that come after it', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    await hear(db, { epoch: 'old', counter: 500 });
    const review = (id: string, seq: number): Review => ({
      id,
      seq,
      collection: 'regions',
      documentId: idOf(1),
      unit: 'name',
      lost: 'a',
      lostBy: idOf(8),
      lostAt: AT,
      kept: 'b',
      keptBy: idOf(9),
      keptAt: AT,
      at: AT,
    });
    const api = (reviews: () => Promise<readonly Review[]>): Pick<Api, 'get'> => ({
      get: async <T>(path: string): Promise<T> => {
        const after = Number(path.split('after=')[1] ?? 0);
        const found = (await reviews()).filter(({ seq }) => seq > after);
        return { reviews: found, seq: found.at(-1)?.seq ?? after, more: false } as T;
      },
    });
    const before = api(async () => {
      await adopt(db, SET_BACK);
      return [review('of the old epoch', 500)];
    });
    await pullReviews(db, before);
    await pullReviews(
      db,
      api(() => Promise.resolve([review('of the new one', 120)])),
    );
    expect((await firstValueFrom(openReviews(db))).map(({ id }) => id)).toEqual(['of the new one']);
  });
});

describe('a removed member whose work is handed over', () => {
  const quarantine: Parameters<typeof drain>[1]['quarantine'] = (_, { items }) =>
    Promise.resolve({ stored: items.length });

  test('I10 a photo that is taken while others are handed over goes too', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    await photo(workspace, 1);
    let isFirst = true;
    const send = async () => {
      if (isFirst) {
        isFirst = false;
        await photo(workspace, 2);
        await rename(workspace, 1, 'names it');
      }
      return { type: 'acknowledged' } as const;
    };
    await drain(db, { quarantine }, 'token', () => handOverBlobs(db, { send }));
    expect(await unsentBlobs(db)).toEqual([]);
  });

  test('B3 I10 a photo that was hurt on its way is not counted as handed over', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const { db } = workspace;
    await photo(workspace, 1);
    const send = () => Promise.resolve({ type: 'refused', why: 'blob_refused' } as const);
    const draining = drain(db, { quarantine }, 'token', () => handOverBlobs(db, { send }));
    await expect(draining).rejects.toThrow('did not arrive whole');
  });
});

const disposable = <T extends { stop(): void }>(running: T): T & Disposable =>
  Object.assign(running, { [Symbol.dispose]: () => running.stop() });

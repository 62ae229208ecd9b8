import { BehaviorSubject, firstValueFrom, Subject } from 'rxjs';
import { afterEach, expect, test, vi } from 'vitest';
import { NoLine } from './api.ts';
import type { BlobLine, SendTold } from './blob-line.ts';
import type { BlobEvent } from './blob-queue.ts';
import { handOverBlobs, startBlobs, type BlobSender } from './blob-sender.ts';
import { addBlob, heldBytes, keepBytes, sha256Of, unsentBlobs } from './blob-store.ts';
import { makeBlobs } from './blobs.ts';
import { adopt } from './restoration.ts';
import { NOTHING_YET, type SyncStatus } from './status.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';
import { NEVER_EVICTED } from '../db/local-tables.ts';

const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text)).buffer;
const senders: BlobSender[] = [];
afterEach(() => {
  for (const sender of senders.splice(0)) sender.stop();
});

type Answer = BlobEvent | ((told: SendTold) => BlobEvent);

/** A device with a line in the test's hand: `answers` are what the next tries come to. */
function world(workspace: TestWorkspace, answers: Answer[]) {
  const { db } = workspace;
  const status$ = new BehaviorSubject<SyncStatus>(NOTHING_YET);
  const changes$ = new Subject<void>();
  const sent: string[] = [];
  const there = new Set<string>();
  const timers: { at: number; work: () => void }[] = [];
  let elapsed = 0;
  let isMetered = false;
  const reported: unknown[] = [];
  const line: BlobLine = {
    has: async (sha256) => there.has(sha256),
    send: async (entry, _bytes, told) => {
      sent.push(`${entry.sha256.slice(0, 4)}@${entry.offset}${entry.url ?? ''}`);
      const answer = answers.shift() ?? { type: 'acknowledged' };
      return typeof answer === 'function' ? answer(told) : answer;
    },
    fetch: () => Promise.reject(new NoLine('none')),
  };
  const sender = startBlobs({
    db,
    line,
    status$,
    metering: { isMetered: () => isMetered, changes$ },
    locks: undefined,
    timers: {
      after(ms, work) {
        const timer = { at: elapsed + ms, work };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
    },
    randomShare: () => 1,
    now: () => Date.parse('2026-11-24T14:00:00.000Z'),
    elapsed: () => elapsed,
    report: (error) => reported.push(error),
  });
  senders.push(sender);
  return {
    sender,
    status$,
    sent,
    there,
    timers,
    reported,
    add: (text: string) =>
      addBlob(
        db,
        { bytes: bytesOf(text), contentType: 'image/jpeg' },
        `2026-11-24T12:00:0${text.length % 10}.000Z`,
      ),
    meter(next: boolean) {
      isMetered = next;
      changes$.next();
    },
    pass(ms: number) {
      elapsed += ms;
      for (const { work } of timers.filter(({ at }) => at <= elapsed)) work();
    },
    state: async (sha256: string) => (await db.local.blobs.get(sha256))?.state,
    settled: (sha256: string, state: string) =>
      vi.waitUntil(async () => (await db.local.blobs.get(sha256))?.state === state),
  };
}

const open = () => testWorkspace({ collections: ['pour_events'] });

test('B1 bytes are stored with their place in the queue in one step, once for equal bytes', async () => {
  await using workspace = await open();
  const { db } = workspace;
  const first = await workspace.blobs.add({
    bytes: bytesOf('photo'),
    contentType: 'image/jpeg',
    thumb: { bytes: bytesOf('small'), contentType: 'image/webp' },
  });
  expect(first).toBe(await sha256Of(bytesOf('photo')));
  expect(await workspace.blobs.add({ bytes: bytesOf('photo'), contentType: 'image/jpeg' })).toBe(first);
  expect(await db.local.blobs.count()).toBe(1);
  const full = new DOMException('full', 'QuotaExceededError');
  const put = vi.spyOn(db.local.blobs, 'put').mockRejectedValue(full);
  const lost = workspace.blobs.add({ bytes: bytesOf('second'), contentType: 'image/jpeg' });
  await expect(lost).rejects.toMatchObject({ name: 'StorageFull' });
  put.mockRestore();
  expect(await heldBytes(db, await sha256Of(bytesOf('second')), 'original')).toBeUndefined();
});

test('B2 photos go after the documents, the oldest first, one at a time', async () => {
  await using workspace = await open();
  const one = world(workspace, []);
  one.status$.next({ ...NOTHING_YET, kind: 'sending', unsent: 2 });
  const [a, b] = [await one.add('aa'), await one.add('b')];
  await firstValueFrom(workspace.blobs.views$);
  expect(one.sent).toEqual([]);
  one.status$.next({ ...NOTHING_YET, kind: 'offline' });
  expect(one.sent).toEqual([]);
  one.status$.next(NOTHING_YET);
  await one.settled(a, 'sent');
  await one.settled(b, 'sent');
  expect(one.sent).toEqual([`${b.slice(0, 4)}@0`, `${a.slice(0, 4)}@0`]);
});

test('B2 a document that is stuck does not hold photos back for ever: a whole exchange went by', async () => {
  await using workspace = await open();
  const one = world(workspace, []);
  const sha256 = await one.add('a');
  one.status$.next({ ...NOTHING_YET, kind: 'sending', unsent: 1, savedAt: '2026-11-24T12:30:00.000Z' });
  await one.settled(sha256, 'sent');
  expect(one.sent).toHaveLength(1);
});

test('B3 a cut upload goes on where the server has it, after a pause', async () => {
  await using workspace = await open();
  const one = world(workspace, [
    (told) => {
      told.stands('/u/1', 3);
      return { type: 'cut', why: 'offline' };
    },
  ]);
  const sha256 = await one.add('photo');
  await vi.waitUntil(() => one.timers.length > 0);
  expect(await one.state(sha256)).toBe('waiting');
  one.pass(1000);
  await one.settled(sha256, 'sent');
  expect(one.sent).toEqual([`${sha256.slice(0, 4)}@0`, `${sha256.slice(0, 4)}@3/u/1`]);
});

test('B3 one that waits for its next try does not hold up the others', async () => {
  await using workspace = await open();
  const one = world(workspace, [{ type: 'cut', why: 'offline' }]);
  const [a, b] = [await one.add('a'), await one.add('bb')];
  await one.settled(b, 'sent');
  expect(await one.state(a)).toBe('waiting');
});

test('B3 where the answer to the last byte was lost, the server is asked before anything is sent again', async () => {
  await using workspace = await open();
  const one = world(workspace, [
    (told) => {
      told.stands('/u/1', 5);
      return { type: 'cut', why: 'offline' };
    },
  ]);
  const sha256 = await one.add('photo');
  await vi.waitUntil(() => one.timers.length > 0);
  one.there.add(sha256);
  one.pass(1000);
  await one.settled(sha256, 'sent');
  expect(one.sent).toEqual([`${sha256.slice(0, 4)}@0`]);
});

test('B4 on a metered line nothing is sent until a person says so, and then what waits', async () => {
  await using workspace = await open();
  const one = world(workspace, []);
  one.meter(true);
  const sha256 = await one.add('photo');
  await vi.waitUntil(async () => (await firstValueFrom(one.sender.status$)).waiting === 1);
  expect(await firstValueFrom(one.sender.status$)).toMatchObject({ metered: true, waiting: 1 });
  expect(one.sent).toEqual([]);
  one.sender.sendNow();
  await one.settled(sha256, 'sent');
  const later = await one.add('another');
  await vi.waitUntil(async () => (await firstValueFrom(one.sender.status$)).waiting === 1);
  expect(await one.state(later)).toBe('waiting');
  one.meter(false);
  await one.settled(later, 'sent');
});

test('B11 room is made of what was sent and not looked at, never of what only this device has', async () => {
  await using workspace = await open();
  const { db } = workspace;
  const one = world(workspace, [{ type: 'denied', why: 'not_permitted' }]);
  const kept = await one.add('kept');
  await one.settled(kept, 'failed');
  const piece = (at: number) => ({
    sha256: `${at}`,
    part: 'thumb' as const,
    bytes: bytesOf('x'),
    contentType: 'image/webp',
    usedAt: at,
  });
  for (const at of [3, 1, 2, 4]) await keepBytes(db, piece(at), 2);
  const left = await db.local.blobBytes.toArray();
  expect(left.map(({ usedAt }) => usedAt).sort((a, b) => a - b)).toEqual([3, 4, NEVER_EVICTED]);
  await one.sender.retry(kept);
  await one.settled(kept, 'sent');
  expect((await heldBytes(db, kept, 'original'))?.usedAt).toBeLessThan(NEVER_EVICTED);
});

test('B13 after a restore what is still here waits again, and goes out only where the server lost it', async () => {
  await using workspace = await open();
  const { db } = workspace;
  const one = world(workspace, []);
  one.status$.next(NOTHING_YET);
  const [kept, lost] = [await one.add('a'), await one.add('bb')];
  await one.settled(kept, 'sent');
  await one.settled(lost, 'sent');
  one.status$.next({ ...NOTHING_YET, kind: 'offline' });
  await adopt(db, { epoch: 'new', restores: [{ epoch: 'old', counter: 5 }] });
  expect((await unsentBlobs(db)).map(({ sha256 }) => sha256).toSorted()).toEqual([kept, lost].toSorted());
  await keepBytes(
    db,
    { sha256: kept, part: 'screen', bytes: bytesOf('s'), contentType: 'image/webp', usedAt: 1 },
    0,
  );
  expect(await heldBytes(db, lost, 'original')).toBeDefined();
  one.there.add(kept);
  one.sent.length = 0;
  one.status$.next(NOTHING_YET);
  await one.settled(kept, 'sent');
  await one.settled(lost, 'sent');
  expect(one.sent).toEqual([`${lost.slice(0, 4)}@0`]);
});

test('B10 a removed member hands over all bytes, and a cut line begins again without losing any', async () => {
  await using workspace = await open();
  const { db } = workspace;
  for (const text of ['a', 'b'])
    await addBlob(db, { bytes: bytesOf(text), contentType: 'image/jpeg' }, '2026');
  const answers: BlobEvent[] = [{ type: 'acknowledged' }, { type: 'cut', why: 'offline' }];
  const line = { send: async () => answers.shift() ?? ({ type: 'acknowledged' } as const) };
  await expect(handOverBlobs(db, line)).rejects.toThrow(NoLine);
  expect(await unsentBlobs(db)).toHaveLength(1);
  await handOverBlobs(db, line);
  expect(await unsentBlobs(db)).toEqual([]);
});

test('B12 pictures come from this device first, thumbnails one after the other, each asked for once', async () => {
  await using workspace = await open();
  const asked: string[] = [];
  const blobs = makeBlobs({
    db: workspace.db,
    clock: workspace.clock,
    line: {
      fetch: async (sha256, part) => {
        asked.push(`${sha256} ${part}`);
        if (sha256 === 'absent') throw new NoLine('no');
        return { bytes: bytesOf(`${sha256} ${part}`), contentType: 'image/webp' };
      },
    },
  });
  const own = await blobs.add({ bytes: bytesOf('own'), contentType: 'image/jpeg' });
  expect(await (await blobs.picture(own, 'screen'))?.text()).toBe('own');
  expect(await (await blobs.original(own))?.text()).toBe('own');
  expect(await blobs.original('absent')).toBeUndefined();
  const [x, again] = await Promise.all([blobs.picture('x', 'thumb'), blobs.picture('x', 'thumb')]);
  expect([await x?.text(), await again?.text()]).toEqual(['x thumb', 'x thumb']);
  expect(await blobs.picture('absent', 'thumb')).toBeUndefined();
  expect(await (await blobs.picture('x', 'thumb'))?.text()).toBe('x thumb');
  expect(asked).toEqual(['absent original', 'x thumb', 'absent thumb']);
});

import { firstValueFrom, Subject } from 'rxjs';
import { filter } from 'rxjs/operators';
import { describe, expect, test } from 'vitest';
import type { Hello, Newest } from 'shared/protocol/stream.ts';
import { COLLECTION_NAMES, type CollectionName } from 'shared/schema/collections.ts';
import { NO_SERVER, NoLine } from './api.ts';
import { startSync, type SyncRun } from './lifecycle.ts';
import { freshLine } from './push.ts';
import { retryDelay } from './situations.ts';
import type { SyncStatusKind } from './status.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';
import type { Transport } from './transport.ts';

const COLLECTIONS: readonly CollectionName[] = ['regions', 'projects', 'settings'];
const ID = '00000000-0000-7000-8000-000000000001';

/** A server whose collections were all last written at `counter`, and a device that notes what it asks. */
function rigFor(workspace: TestWorkspace, counter = 10) {
  const waiting: { ms: number; work: () => void }[] = [];
  const asked: string[] = [];
  const woken$ = new Subject<void>();
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isVisible = true;
  let failStream: unknown;
  let epoch = 'e';
  const transport: Transport = {
    ...NO_SERVER,
    async get<T>(path: string) {
      asked.push(path);
      return { reviews: [], seq: 0, more: false } as T;
    },
    async pull(collection) {
      asked.push(`pull ${collection}`);
      const checkpoint = {
        seq: counter,
        start: counter,
        epoch,
        phase: 'live' as const,
        day: '2026-11-24',
        id: 'p',
        signature: '',
      };
      return { documents: [], checkpoint, asOf: { epoch, counter }, edge: '2026-08-24', more: false };
    },
    offer: () => Promise.reject(new Error('nothing is offered here')),
    quarantine: () => Promise.reject(new Error('nothing is handed over here')),
    async push() {
      asked.push('push');
      return { asOf: { epoch, counter }, conflicts: [], rejected: [] };
    },
    async stream() {
      asked.push('stream');
      if (failStream !== undefined) throw failStream;
      return new ReadableStream<Uint8Array>({ start: (made) => void (stream = made) });
    },
  };
  const run: SyncRun = startSync({
    db: workspace.db,
    transport,
    sha256: (text) => Promise.resolve(text),
    line: freshLine(),
    nowInstant: () => workspace.clock.nowInstant(),
    locks: undefined,
    timers: {
      after(ms, work) {
        const timer = { ms, work };
        waiting.push(timer);
        return () => void (waiting.includes(timer) && waiting.splice(waiting.indexOf(timer), 1));
      },
    },
    randomShare: () => 0,
    surroundings: { visible: () => isVisible, woken$ },
    onDrained: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  const sent = (event: string, data: object): void =>
    stream?.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  return {
    run,
    asked,
    waiting,
    woken$,
    hide: () => (isVisible = false),
    failStreamWith: (error: unknown) => (failStream = error),
    setEpoch: (now: string) => (epoch = now),
    say: sent,
    hello(changed: Partial<Newest> = {}, at: Partial<Hello['asOf']> = {}) {
      const same = Object.fromEntries([...COLLECTION_NAMES, 'reviews'].map((name) => [name, 0]));
      sent('hello', { asOf: { epoch: 'e', counter: 99, ...at }, newest: { ...same, ...changed } });
    },
    endStream: () => stream?.close(),
    status: (kind: SyncStatusKind) =>
      firstValueFrom(run.status$.pipe(filter((status) => status.kind === kind))),
    /** Runs the one timer that waits for the next try. */
    fire(ms: number) {
      const timer = waiting.find((each) => each.ms === ms);
      if (!timer) throw new Error(`No timer of ${ms} in ${waiting.map((each) => each.ms).join()}`);
      waiting.splice(waiting.indexOf(timer), 1);
      timer.work();
    },
    /** Until the device has opened its stream and read its hello. */
    async settled() {
      await expect.poll(() => asked.at(-1)).toBe('stream');
      this.hello();
      await quiet();
      expect(waiting.map(({ ms }) => ms)).toEqual([45_000]);
      asked.length = 0;
    },
  };
}

const freshRig = async (workspace: TestWorkspace) => {
  const rig = rigFor(workspace);
  await rig.settled();
  return rig;
};

/** Lets everything happen that needs no timer: what did not happen by then does not happen. */
async function quiet(): Promise<void> {
  for (let turns = 0; turns < 50; turns += 1) await new Promise((done) => setImmediate(done));
}

describe('after the line was away', () => {
  test('N1 with nothing new, the hello of a new stream is all that is asked for', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.endStream();
    await expect.poll(() => rig.waiting.map(({ ms }) => ms)).toEqual([retryDelay(1, 0)]);
    rig.fire(retryDelay(1, 0));
    await expect.poll(() => rig.asked).toEqual(['stream']);
    rig.hello();
    await quiet();
    expect(rig.asked).toEqual(['stream']);
    rig.run.stop();
  });

  test('N1 a collection that was written since it was pulled is pulled, and no other', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.woken$.next();
    await expect.poll(() => rig.asked).toEqual(['stream']);
    rig.hello({ projects: 11, regions: 10 });
    await expect.poll(() => rig.asked).toEqual(['stream', 'pull projects']);
    await quiet();
    expect(rig.asked).toEqual(['stream', 'pull projects']);
    rig.run.stop();
  });

  test('N1 reviews are asked for when there is one that was not read', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.woken$.next();
    await expect.poll(() => rig.asked).toEqual(['stream']);
    rig.hello({ reviews: 1 });
    await expect.poll(() => rig.asked).toEqual(['stream', '/reviews']);
    rig.run.stop();
  });

  test('N1 another epoch makes every collection ask, so that the restore is found', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.setEpoch('f');
    rig.woken$.next();
    await expect.poll(() => rig.asked).toEqual(['stream']);
    rig.hello({}, { epoch: 'f', counter: 1 });
    await expect.poll(() => rig.asked.filter((call) => call.startsWith('pull'))).toHaveLength(3);
    rig.run.stop();
  });

  test('N1 a collection that is due from its start is pulled whatever the hello says', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    await workspace.db.local.pulls.put({ collection: 'projects', complete: true });
    rig.woken$.next();
    await expect.poll(() => rig.asked).toEqual(['stream']);
    rig.hello();
    await expect.poll(() => rig.asked).toContain('pull projects');
    expect(rig.asked).not.toContain('pull regions');
    rig.run.stop();
  });

  test('N2 what is unsent goes before the stream is opened', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    await workspace.saveAll('make', [{ collection: 'regions', id: ID, change: () => ({ name: 'North' }) }]);
    rig.woken$.next();
    await expect.poll(() => rig.asked).toEqual(['push', 'stream']);
    rig.run.stop();
  });

  test('N2 without a line the status says so until a hello comes; an edit made meanwhile goes out then', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.failStreamWith(new NoLine('none'));
    rig.woken$.next();
    await rig.status('offline');
    rig.failStreamWith(undefined);
    rig.fire(retryDelay(0, 0));
    await expect.poll(() => rig.asked).toEqual(['stream', 'stream']);
    const last = await firstValueFrom(rig.run.status$);
    expect(last.kind).toBe('offline');
    await workspace.saveAll('make', [{ collection: 'regions', id: ID, change: () => ({ name: 'North' }) }]);
    await quiet();
    rig.hello();
    await expect.poll(() => rig.asked).toEqual(['stream', 'stream', 'push']);
    await rig.status('saved');
    rig.run.stop();
  });

  test('N2 pauses between tries grow while there is no line', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.failStreamWith(new NoLine('none'));
    rig.endStream();
    for (const failures of [1, 1, 2, 3]) {
      await expect.poll(() => rig.waiting.map(({ ms }) => ms)).toEqual([retryDelay(failures, 0)]);
      rig.fire(retryDelay(failures, 0));
    }
    rig.run.stop();
  });
});

describe('a server that stops', () => {
  test('N3 the device comes back after the pause that it was told, and nothing looks broken', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.say('bye', { retryMs: 1_234 });
    rig.endStream();
    await expect.poll(() => rig.waiting.map(({ ms }) => ms)).toEqual([1_234]);
    expect((await firstValueFrom(rig.run.status$)).kind).toBe('saved');
    rig.fire(1_234);
    await expect.poll(() => rig.asked).toEqual(['stream']);
    rig.run.stop();
  });

  test('N3 no server sends a device away for longer than a minute', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.say('bye', { retryMs: 86_400_000 });
    rig.endStream();
    await expect.poll(() => rig.waiting.map(({ ms }) => ms)).toEqual([60_000]);
    rig.run.stop();
  });

  test('N3 a device that nobody looks at stays away', async () => {
    await using workspace = await testWorkspace({ collections: COLLECTIONS });
    const rig = await freshRig(workspace);
    rig.hide();
    rig.say('bye', { retryMs: 1_234 });
    rig.endStream();
    await expect.poll(() => rig.waiting.map(({ ms }) => ms)).toEqual([1_234]);
    rig.fire(1_234);
    await quiet();
    expect(rig.asked).toEqual([]);
    expect(rig.waiting).toEqual([]);
    rig.run.stop();
  });
});

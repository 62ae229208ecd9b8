import { firstValueFrom, Subject } from 'rxjs';
import { filter } from 'rxjs/operators';
import { describe, expect, test } from 'vitest';
import type { PushRequest } from 'shared/protocol/push.ts';
import { HEARTBEAT_MS } from 'shared/protocol/stream.ts';
import { ApiProblem, NO_SERVER, NoLine } from './api.ts';
import { clockOf, correctedClock } from './clock.ts';
import { startSync, type SyncRun } from './lifecycle.ts';
import { freshLine } from './push.ts';
import { forgetRemoved, noteRemoved, wasRemoved } from './removal.ts';
import { retryDelay, situationOf, SUSPENDED_RETRY_MS } from './situations.ts';
import type { SyncStatus, SyncStatusKind } from './status.ts';
import { eventReader, listen, SILENCE_MS, type Timers } from './stream.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';
import { TooSlow, type Transport } from './transport.ts';

const ID = '00000000-0000-7000-8000-000000000001';

/** Timers that run when the test says so. */
function handTimers(): Timers & { readonly waiting: { ms: number; work: () => void }[] } {
  const waiting: { ms: number; work: () => void }[] = [];
  return {
    waiting,
    after(ms, work) {
      const timer = { ms, work };
      waiting.push(timer);
      return () => {
        const at = waiting.indexOf(timer);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
  };
}

interface Rig {
  readonly run: SyncRun;
  readonly timers: ReturnType<typeof handTimers>;
  readonly pushed: PushRequest[];
  readonly drained: string[];
  pulls: number;
  /** How many of them asked for a digest. */
  digests: number;
  stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  fail: unknown;
  failPush: unknown;
  failDrain: unknown;
  /** In another tab, while work is handed over. */
  duringDrain: () => Promise<unknown>;
  readonly woken$: Subject<void>;
  until(kind: SyncStatusKind): Promise<SyncStatus>;
  fire(ms: number): void;
}

function rigFor(workspace: TestWorkspace, wasRemoved = false): Rig {
  const timers = handTimers();
  const pushed: PushRequest[] = [];
  const drained: string[] = [];
  const woken$ = new Subject<void>();
  let counter = 10;
  const transport: Transport = {
    ...NO_SERVER,
    get: async <T>() => ({ reviews: [], seq: 0, more: false }) as T,
    async pull(_, { epoch, digest }) {
      rig.pulls += 1;
      if (digest) rig.digests += 1;
      if (rig.fail !== undefined) throw rig.fail;
      return {
        documents: [],
        checkpoint: {
          seq: counter,
          start: counter,
          epoch: epoch ?? 'e',
          phase: 'live',
          day: '2026-11-24',
          id: 'p',
          signature: '',
        },
        asOf: { epoch: 'e', counter },
        edge: '2026-08-24',
        more: false,
      };
    },
    async push(request) {
      pushed.push(request);
      if (rig.failPush !== undefined) throw rig.failPush;
      counter += 1;
      return { asOf: { epoch: 'e', counter }, conflicts: [], rejected: [] };
    },
    offer: () => Promise.reject(new NoLine('none')),
    async quarantine(token, { items }) {
      if (rig.failDrain !== undefined) throw rig.failDrain;
      await rig.duringDrain();
      drained.push(`${token}:${items.length}`);
      return { stored: items.length };
    },
    stream: async () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          rig.stream = controller;
        },
      }),
  };
  const run = startSyncLater();
  const rig: Rig = {
    run,
    timers,
    pushed,
    drained,
    pulls: 0,
    digests: 0,
    stream: undefined,
    fail: undefined,
    failPush: undefined,
    failDrain: undefined,
    duringDrain: () => Promise.resolve(),
    woken$,
    until: (kind) => firstValueFrom(run.status$.pipe(filter((status) => status.kind === kind))),
    fire(ms) {
      const timer = timers.waiting.find((waiting) => waiting.ms === ms);
      if (timer === undefined)
        throw new Error(`No timer of ${ms} in ${timers.waiting.map((each) => each.ms).join()}`);
      timers.waiting.splice(timers.waiting.indexOf(timer), 1);
      timer.work();
    },
  };
  return rig;

  function startSyncLater(): SyncRun {
    return startSync({
      db: workspace.db,
      transport,
      sha256: (text) => Promise.resolve(text),
      line: freshLine(),
      nowInstant: () => workspace.clock.nowInstant(),
      locks: undefined,
      timers,
      randomShare: () => 0,
      surroundings: { visible: () => true, woken$ },
      wasRemoved,
      drainBlobs: async (token) => {
        drained.push(`photos ${token}`);
      },
      onDrained: () => drained.push('wipe'),
      report: (error) => {
        throw error;
      },
    });
  }
}

async function withEdit(): Promise<TestWorkspace> {
  const workspace = await testWorkspace({ collections: ['regions'] });
  await workspace.saveAll('make', [{ collection: 'regions', id: ID, change: () => ({ name: 'North' }) }]);
  return workspace;
}

const problem = (status: number, code: string, extra: object = {}) =>
  new ApiProblem(status, { code, ...extra });

describe('the lifecycle', () => {
  test('sends what is unsent, then says that everything is saved', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    const status = await rig.until('saved');
    expect(status).toMatchObject({ unsent: 0, attention: 0, reviews: 0 });
    expect(rig.pushed).toHaveLength(1);
    rig.run.stop();
  });

  test('without a line everything stays and is tried again later', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    rig.fail = new NoLine('none');
    expect(await rig.until('offline')).toMatchObject({ unsent: 1 });
    rig.fail = undefined;
    rig.fire(retryDelay(0, 0));
    await rig.until('saved');
    rig.run.stop();
  });

  test('I9 an edit that a full device could store is sent at once, with what waited', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    rig.fail = new DOMException('full', 'QuotaExceededError');
    await rig.until('storage_full');
    rig.fail = undefined;
    await workspace.saveAll('edit', [
      { collection: 'regions', id: ID, change: () => ({ name: 'North and west' }) },
    ]);
    rig.fire(250);
    await rig.until('saved');
    expect(rig.pushed.at(-1)?.rows).toMatchObject([{ document: { name: 'North and west' } }]);
    rig.run.stop();
  });

  test('L4 suspended: reading goes on, sending is tried again after 15 minutes', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    rig.failPush = problem(423, 'suspended');
    expect(await rig.until('suspended')).toMatchObject({ unsent: 1 });
    expect(rig.pulls).toBeGreaterThan(0);
    rig.failPush = undefined;
    rig.fire(SUSPENDED_RETRY_MS);
    await rig.until('saved');
    rig.run.stop();
  });

  test.each([
    ['login_required', 401],
    ['upgrade_required', 426],
    ['gone', 410],
  ] as const)(
    'L3 %s: keeps everything, tries nothing by itself, goes on when asked',
    async (code, status) => {
      await using workspace = await withEdit();
      const rig = rigFor(workspace);
      rig.fail = problem(status, code);
      expect(await rig.until(code)).toMatchObject({ unsent: 1 });
      expect(rig.timers.waiting).toEqual([]);
      expect(rig.pushed).toEqual([]);
      rig.fail = undefined;
      rig.run.checkNow();
      await rig.until('saved');
      rig.run.stop();
    },
  );

  test('I9 an edit in the very moment in which another is acknowledged is sent too', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    const regions = workspace.db.store('regions');
    await expect.poll(() => rig.stream).toBeDefined();
    expect(await regions.countUnsent()).toBe(0);
    const save = (name: string) =>
      workspace.saveAll('name', [{ collection: 'regions', id: ID, change: () => ({ name }) }]);
    await save('South');
    await expect.poll(() => rig.timers.waiting.map(({ ms }) => ms)).toContain(250);
    rig.fire(250);
    const turn = () => new Promise((done) => setImmediate(done));
    while ((await regions.countUnsent()) > 0) await turn();
    // The exchange ends, and less time passes than between two counts.
    for (let turns = 0; turns < 100; turns += 1) await turn();
    await save('West');
    const names = () =>
      rig.pushed.flatMap(({ rows }) => rows.map(({ document }) => (document as { name?: string }).name));
    await expect
      .poll(() => names().includes('West') || rig.timers.waiting.some(({ ms }) => ms === 250))
      .toBe(true);
    if (!names().includes('West')) rig.fire(250);
    await expect.poll(names).toContain('West');
    rig.run.stop();
  });

  test('D13 a line that was lost is no reason to compare everything again', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const rig = rigFor(workspace);
    await expect.poll(() => rig.stream).toBeDefined();
    expect(rig.digests).toBe(1);
    rig.fail = new NoLine('No answer');
    rig.run.checkNow();
    await rig.until('offline');
    rig.fail = undefined;
    rig.stream = undefined;
    rig.run.checkNow();
    await expect.poll(() => rig.stream).toBeDefined();
    expect(rig.digests).toBe(1);
    rig.run.stop();
  });

  test('L3 stopped with something still to do, it stops', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const rig = rigFor(workspace);
    await expect.poll(() => rig.stream).toBeDefined();
    rig.fail = new NoLine('No answer');
    rig.run.checkNow();
    rig.run.checkNow();
    rig.run.stop();
    const { pulls } = rig;
    await new Promise((done) => setImmediate(done));
    expect(rig.pulls).toBe(pulls);
  });

  test('I10 removed: hands over what is unsent before the account may be wiped', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    rig.fail = problem(403, 'removed', { drainToken: 'drain' });
    await rig.until('removed');
    await expect.poll(() => rig.drained).toEqual(['drain:1', 'photos drain', 'wipe']);
    expect(await workspace.db.store('regions').countUnsent()).toBe(1);
    rig.run.stop();
  });

  test('L24 cut while it hands over, it stays removed, keeps everything and tries again when the line is back', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    const kinds: SyncStatusKind[] = [];
    rig.run.status$.subscribe(({ kind }) => kinds.push(kind));
    rig.fail = problem(403, 'removed', { drainToken: 'first' });
    rig.failDrain = new NoLine('cut');
    await rig.until('removed');
    await expect.poll(() => rig.timers.waiting.map(({ ms }) => ms)).toEqual([retryDelay(1, 0)]);
    rig.fail = new NoLine('No answer');
    rig.fire(retryDelay(1, 0));
    await expect.poll(() => rig.timers.waiting.map(({ ms }) => ms)).toEqual([retryDelay(2, 0)]);
    expect(kinds.at(-1)).toBe('removed');
    expect(rig.drained).toEqual([]);
    expect(await workspace.db.store('regions').countUnsent()).toBe(1);

    rig.fail = problem(403, 'removed', { drainToken: 'second' });
    rig.failDrain = undefined;
    rig.woken$.next();
    await expect.poll(() => rig.drained).toEqual(['second:1', 'photos second', 'wipe']);
    const told = kinds.slice(kinds.indexOf('removed'));
    expect(new Set(told)).toEqual(new Set(['removed']));
    rig.run.stop();
  });

  test('L24 told so before, it is removed from its start, until the server lets its person in again', async () => {
    await using workspace = await withEdit();
    await noteRemoved(workspace.db);
    const rig = rigFor(workspace, await wasRemoved(workspace.db));
    const kinds: SyncStatusKind[] = [];
    rig.run.status$.subscribe(({ kind }) => kinds.push(kind));
    await rig.until('saved');
    expect(kinds[0]).toBe('removed');
    await expect.poll(() => wasRemoved(workspace.db)).toBe(false);
    expect(rig.drained).toEqual([]);
    rig.run.stop();
  });

  test('L24 let in again by another tab while it hands over, it wipes nothing and goes on', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    rig.fail = problem(403, 'removed', { drainToken: 'drain' });
    rig.duringDrain = async () => {
      rig.fail = undefined;
      await forgetRemoved(workspace.db);
    };
    await rig.until('removed');
    await rig.until('saved');
    expect(rig.drained).toEqual(['drain:1', 'photos drain']);
    rig.run.stop();
  });

  test('L24 what it heard is known at its next start', async () => {
    await using workspace = await withEdit();
    const rig = rigFor(workspace);
    rig.fail = problem(403, 'removed');
    await rig.until('removed');
    await expect.poll(() => wasRemoved(workspace.db)).toBe(true);
    rig.run.stop();
  });

  test('Q5 an administrator hears with the hello how much waits in quarantine, and everybody else of nothing', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const rig = rigFor(workspace);
    await rig.until('saved');
    await expect.poll(() => rig.stream).toBeDefined();
    const counts: (number | undefined)[] = [];
    rig.run.status$.subscribe(({ quarantined }) => counts.push(quarantined));
    const hello = (extra: object): void =>
      rig.stream?.enqueue(
        new TextEncoder().encode(
          `event: hello\ndata: ${JSON.stringify({ asOf: { epoch: 'e', counter: 10 }, newest: { regions: 10, reviews: 0 }, ...extra })}\n\n`,
        ),
      );
    hello({ quarantined: 3 });
    await expect.poll(() => counts.at(-1)).toBe(3);
    hello({});
    await expect.poll(() => counts.at(-1)).toBeUndefined();
    rig.run.stop();
  });

  test('L6 a poke pulls what it names, and a stream that fell silent is followed by another, whose hello says what to pull', async () => {
    await using workspace = await testWorkspace({ collections: ['regions'] });
    const rig = rigFor(workspace);
    await rig.until('saved');
    await expect.poll(() => rig.stream).toBeDefined();
    const before = rig.pulls;
    rig.stream?.enqueue(
      new TextEncoder().encode(
        'event: poke\ndata: {"collections":["regions"],"asOf":{"epoch":"e","counter":99}}\n\n',
      ),
    );
    await expect.poll(() => rig.pulls).toBe(before + 1);
    const silent = rig.stream;
    rig.fire(SILENCE_MS);
    await expect.poll(() => rig.timers.waiting.length).toBe(1);
    rig.timers.waiting[0]?.work();
    await expect.poll(() => rig.stream).not.toBe(silent);
    rig.stream?.enqueue(
      new TextEncoder().encode(
        'event: hello\ndata: {"asOf":{"epoch":"e","counter":99},"newest":{"regions":99,"reviews":0}}\n\n',
      ),
    );
    await expect.poll(() => rig.pulls).toBe(before + 2);
    rig.run.stop();
  });
});

describe('the stream', () => {
  test('events are read however they are cut, and comments are no events', () => {
    const read = eventReader();
    expect(read(': beat\n\nevent: he')).toEqual([]);
    expect(read('llo\ndata: {"a":1}\n\n: beat\n\n')).toEqual([{ event: 'hello', data: '{"a":1}' }]);
  });

  test("L6 one that is cut is a line that ended, and nobody's mistake", async () => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const ended = listen(
      async () => new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) }),
      { hello: () => undefined, poke: () => undefined },
      handTimers(),
      new AbortController().signal,
    );
    await expect.poll(() => controller).toBeDefined();
    // As a browser and Node say it.
    controller?.error(new TypeError('terminated'));
    await expect(ended).rejects.toBeInstanceOf(NoLine);
  });

  test('L6 every piece, a heartbeat too, puts the end off', async () => {
    const timers = handTimers();
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const ended = listen(
      async () => new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) }),
      { hello: () => undefined, poke: () => undefined },
      timers,
      new AbortController().signal,
    );
    await expect.poll(() => controller).toBeDefined();
    const [first] = timers.waiting;
    controller?.enqueue(new TextEncoder().encode(': beat\n\n'));
    await expect.poll(() => timers.waiting[0] !== first && timers.waiting.length).toBe(1);
    expect(timers.waiting[0]?.ms).toBe(3 * HEARTBEAT_MS);
    timers.waiting[0]?.work();
    await ended;
  });
});

describe('situations and the clock', () => {
  test.each([
    [new NoLine('x'), 'offline'],
    [new TooSlow('x'), 'offline'],
    [problem(401, 'login_required'), 'login_required'],
    [problem(403, 'removed', { drainToken: 't' }), 'removed'],
    [problem(423, 'suspended'), 'suspended'],
    [problem(410, 'gone'), 'gone'],
    [problem(410, 'checkpoint_expired'), 'checkpoint_expired'],
    [problem(410, 'restored'), 'busy'],
    [problem(426, 'upgrade_required'), 'upgrade_required'],
    [problem(503, 'unavailable'), 'busy'],
    [new DOMException('full', 'QuotaExceededError'), 'storage_full'],
  ])('L3 %s is %s', (error, kind) => {
    expect(situationOf(error, 0, 0)?.kind).toBe(kind);
  });

  test('a bug of ours is no situation', () => {
    expect(situationOf(new TypeError('x'), 0, 0)).toBeUndefined();
  });

  test('pauses grow, are never all alike, and end at two minutes', () => {
    expect(retryDelay(0, 0)).toBe(1_000);
    expect(retryDelay(0, 1)).toBe(2_000);
    expect(retryDelay(3, 1)).toBe(16_000);
    expect(retryDelay(50, 1)).toBe(120_000);
  });

  test('the clock follows the server’s date, and leaves a difference of its grain alone', () => {
    const kept: number[] = [];
    const clock = correctedClock(
      () => 1_000_000,
      0,
      (offset) => kept.push(offset),
    );
    clock.correct(new Date(1_000_000).toUTCString(), 1_000_000, 1_000_000);
    expect(kept).toEqual([]);
    clock.correct(new Date(4_600_000).toUTCString(), 1_000_000, 1_000_000);
    expect(clock.now()).toBe(4_600_500);
    expect(kept).toEqual([3_600_500]);
    expect(clockOf(() => Date.parse('2026-11-24T03:00:00.000Z')).today('America/Chicago')).toBe('2026-11-23');
  });
});

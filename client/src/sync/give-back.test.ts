import { describe, expect, test } from 'vitest';
import { firstValueFrom } from 'rxjs';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { OfferRequest } from 'shared/protocol/offer.ts';
import type { PullAnswer } from 'shared/protocol/pull.ts';
import type { PushAnswer, PushRequest } from 'shared/protocol/push.ts';
import type { Restore } from 'shared/protocol/restored.ts';
import { readDocs } from '../db/live.ts';
import { decodeStored } from '../db/record-store.ts';
import { ApiProblem, NO_SERVER, NoLine } from './api.ts';
import { unacknowledged } from './drain.ts';
import { exchange } from './exchange.ts';
import { heardAsOf } from './heard.ts';
import { pullState, startOver } from './pull.ts';
import { freshLine } from './push.ts';
import { adopt, dismissRestoration, liveRestoration, readRestoration } from './restoration.ts';
import { idOf, pageOf, region } from './test-pages.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';
import type { Transport } from './transport.ts';

/** A server of one collection: what it holds, in which epoch, and what it was asked. */
function officeOf(workspace: TestWorkspace, documents: readonly WireDocument[]) {
  const office = {
    epoch: 'old',
    counter: 150,
    restores: [] as Restore[],
    documents: [...documents],
    asked: [] as string[],
    offers: [] as OfferRequest[],
    pushes: [] as PushRequest[],
    offer: ((): PushAnswer => ({ asOf: asOf(), conflicts: [], rejected: [] })) as (
      request: OfferRequest,
    ) => PushAnswer,
    /** Set back to what it holds from now on. */
    setBack(epoch: string, counter: number, held: readonly WireDocument[]) {
      office.restores = [
        ...office.restores,
        { epoch: office.epoch, counter, at: '2026-11-23T18:00:00.000Z' },
      ];
      office.epoch = epoch;
      office.counter = counter;
      office.documents = [...held];
    },
    run: () =>
      exchange(
        {
          db: workspace.db,
          transport,
          sha256: (text) => Promise.resolve(text),
          line: freshLine(),
          nowInstant: () => workspace.clock.nowInstant(),
        },
        { collections: ['regions'], reviews: false, push: true, digest: false },
      ),
    failPull: undefined as (() => Error | undefined) | undefined,
  };
  let pulls = 0;
  const asOf = () => ({ epoch: office.epoch, counter: office.counter });
  const inEpoch = (epoch: string | undefined): void => {
    if (epoch === undefined || epoch === office.epoch) return;
    const { epoch: now, restores } = office;
    throw new ApiProblem(410, { code: 'restored', epoch: now, restores });
  };
  const transport: Transport = {
    ...NO_SERVER,
    async pull(_, { epoch, checkpoint }): Promise<PullAnswer> {
      office.asked.push(checkpoint === undefined ? 'pull anew' : 'pull');
      inEpoch(epoch);
      const error = office.failPull?.();
      if (error) throw error;
      pulls += 1;
      const { counter, epoch: now } = office;
      const page = pageOf(checkpoint === undefined ? office.documents : [], {
        counter,
        epoch: now,
        pull: `p${pulls}`,
        start: counter,
      });
      return checkpoint === undefined
        ? page
        : { ...page, checkpoint: JSON.parse(checkpoint) as PullAnswer['checkpoint'] };
    },
    async push(request) {
      office.asked.push('push');
      inEpoch(request.epoch);
      office.pushes.push(structuredClone(request));
      office.counter += 1;
      return { asOf: asOf(), conflicts: [], rejected: [] };
    },
    async offer(request) {
      office.asked.push('offer');
      inEpoch(request.epoch);
      office.offers.push(structuredClone(request));
      office.counter += request.rows.length;
      return office.offer(request);
    },
    quarantine: () => Promise.reject(new NoLine('none')),
    stream: () => Promise.reject(new NoLine('none')),
  };
  return office;
}

const name = (workspace: TestWorkspace, n: number, value: string) =>
  workspace.saveAll('name', [{ collection: 'regions', id: idOf(n), change: () => ({ name: value }) }]);

/** Three regions as of 150, of which the backup knows the first, and an older state of the second. */
async function world() {
  const workspace = await testWorkspace({ collections: ['regions'] });
  const office = officeOf(workspace, [region(1), region(2, 'new'), region(3)]);
  await office.run();
  office.asked.length = 0;
  const backup = [region(1), region(2, 'old')];
  const names = async () =>
    (await readDocs(workspace.db, 'regions')).map(({ id, rev }) => `${id.slice(-1)} ${rev}`).sort();
  const offered = () =>
    office.offers.flatMap(({ rows }) => rows.map(({ document: { id, rev } }) => `${id.slice(-1)} ${rev}`));
  return { workspace, office, backup, names, offered, [Symbol.asyncDispose]: () => workspace.db.close() };
}

describe('a server that was set back', () => {
  test('R1 R2 R4 everything is pulled anew, nothing goes, and what is missing there is offered', async () => {
    await using at = await world();
    const { workspace, office, backup, names, offered } = at;
    office.setBack('new', 100, backup);
    expect(await office.run()).toMatchObject({ stuck: 0, suspended: false });
    expect(office.asked).toEqual(['pull', 'pull anew', 'offer']);
    expect(offered()).toEqual(['2 new', '3 r3']);
    expect(office.offers[0]?.rows).toMatchObject([
      { counter: 100, clean: true, base: null },
      { counter: 100, clean: true, base: null },
    ]);
    expect(await names()).toEqual(['1 r1', '2 new', '3 r3']);
    expect(await readRestoration(workspace.db)).toMatchObject({
      epoch: 'new',
      counter: 100,
      to: '2026-11-23T18:00:00.000Z',
      isOver: true,
      left: 0,
      given: 2,
      handed: 0,
    });
    expect(await heardAsOf(workspace.db)).toMatchObject({ epoch: 'new' });
    office.asked.length = 0;
    await office.run();
    expect(office.asked).toEqual(['pull']);
  });

  test('R3 unsent work is sent only after everything was pulled: offered whole, or pushed on its base', async () => {
    await using at = await world();
    const { workspace, office, backup, offered } = at;
    await name(workspace, 1, 'On what it has');
    await name(workspace, 3, 'On what it lost');
    office.setBack('new', 100, backup);
    await office.run();
    expect(office.asked).toEqual(['push', 'pull anew', 'offer', 'push']);
    expect(offered()).toHaveLength(2);
    const unsent = office.offers[0]?.rows.find(({ clean }) => !clean);
    expect(unsent).toMatchObject({ base: { rev: 'r3' }, document: { name: 'On what it lost' } });
    expect(office.pushes).toMatchObject([
      { epoch: 'new', rows: [{ base: { rev: 'r1' }, document: { name: 'On what it has' } }] },
    ]);
    expect(await workspace.db.store('regions').countUnsent()).toBe(0);
  });

  test('R1 killed at any step it goes on: nothing is sent twice over, nothing is forgotten', async () => {
    await using at = await world();
    const { workspace, office, backup, names, offered } = at;
    office.setBack('new', 100, backup);
    // After the new epoch was stored and before anything came.
    office.failPull = () => new NoLine('cut');
    await expect(office.run()).rejects.toThrow(NoLine);
    expect(office.asked).toEqual(['pull', 'pull anew']);
    expect(await names()).toEqual(['1 r1', '2 new', '3 r3']);
    office.failPull = undefined;
    // After everything was listed, with the answer to the offer lost.
    office.offer = () => {
      throw new NoLine('lost');
    };
    await expect(office.run()).rejects.toThrow(NoLine);
    expect(await readRestoration(workspace.db)).toMatchObject({ isOver: false, left: 2 });
    expect(await unacknowledged(workspace.db)).toMatchObject([
      { source: 'offer', document: { rev: 'new' } },
      { source: 'offer', document: { rev: 'r3' } },
    ]);
    office.offer = () => ({ asOf: { epoch: 'new', counter: office.counter }, conflicts: [], rejected: [] });
    await office.run();
    expect(offered()).toEqual(['2 new', '3 r3', '2 new', '3 r3']);
    expect(await readRestoration(workspace.db)).toMatchObject({ isOver: true, given: 2 });
    expect(await unacknowledged(workspace.db)).toEqual([]);
  });

  test('R6 set back again meanwhile, it begins anew with the smaller counter', async () => {
    await using at = await world();
    const { workspace, office, backup, offered } = at;
    office.setBack('new', 100, backup);
    office.offer = () => {
      office.setBack('newer', 90, [region(1)]);
      throw new NoLine('gone');
    };
    await expect(office.run()).rejects.toThrow(NoLine);
    office.offer = () => ({ asOf: { epoch: 'newer', counter: office.counter }, conflicts: [], rejected: [] });
    office.offers.length = 0;
    await office.run();
    expect(await readRestoration(workspace.db)).toMatchObject({ epoch: 'newer', counter: 90, isOver: true });
    expect(offered()).toEqual(['2 new', '3 r3']);
    expect(office.offers[0]?.rows[0]?.counter).toBe(90);
  });

  test('R8 what the server refuses goes back to its master and is counted as handed over, and a merge takes its place', async () => {
    await using at = await world();
    const { workspace, office, backup, names } = at;
    office.setBack('new', 100, backup);
    office.offer = ({ rows }) => ({
      asOf: { epoch: 'new', counter: office.counter },
      conflicts: [{ collection: 'regions', document: region(2, 'merged') }],
      rejected: rows
        .filter(({ document }) => document.id === idOf(3))
        .map(({ document }) => ({
          collection: 'regions',
          id: document.id,
          code: 'not_permitted',
          message: 'no',
          master: null,
        })),
    });
    await office.run();
    expect(await names()).toEqual(['1 r1', '2 merged']);
    expect(await workspace.db.local.attention.count()).toBe(0);
    expect(await readRestoration(workspace.db)).toMatchObject({ isOver: true, given: 2, handed: 1 });
  });

  test('R4 L4 suspended: everything is read, and given back when it is active again', async () => {
    await using at = await world();
    const { workspace, office, backup } = at;
    office.setBack('new', 100, backup);
    office.offer = () => {
      throw new ApiProblem(423, { code: 'suspended' });
    };
    expect(await office.run()).toMatchObject({ suspended: true });
    expect((await pullState(workspace.db, 'regions')).asOf).toMatchObject({ epoch: 'new' });
    expect(await readRestoration(workspace.db)).toMatchObject({ isOver: false, left: 2 });
  });

  test('R5 another tab that learned of it first has done it for this one', async () => {
    await using at = await world();
    const { workspace, office, backup } = at;
    office.setBack('new', 100, backup);
    await office.run();
    const before = await pullState(workspace.db, 'regions');
    await adopt(workspace.db, { epoch: 'new', restores: office.restores });
    expect(await pullState(workspace.db, 'regions')).toEqual(before);
  });

  test('R2 what is found later, after all was given back, opens it again', async () => {
    await using at = await world();
    const { workspace, office, backup } = at;
    office.setBack('new', 100, backup);
    await office.run();
    await dismissRestoration(workspace.db);
    expect(await firstValueFrom(liveRestoration(workspace.db))).toMatchObject({ isTold: true });
    // A tab that was frozen since writes what it held of the old epoch, and its pull starts over.
    const store = workspace.db.store('regions');
    await store.addMany([
      { kind: 'clean', id: idOf(7), document: region(7), seen: { epoch: 'old', counter: 149 } },
    ]);
    await startOver(workspace.db, 'regions');
    office.offers.length = 0;
    await office.run();
    expect(
      decodeStored((await store.allRows()).find(({ id }) => id === idOf(7)) ?? { id: '' }),
    ).toHaveProperty('offer');
    expect(await readRestoration(workspace.db)).toMatchObject({ isOver: false, isTold: false });
    await office.run();
    expect(office.offers.flatMap(({ rows }) => rows.map(({ document }) => document.id))).toEqual([idOf(7)]);
    expect(await readRestoration(workspace.db)).toMatchObject({ isOver: true });
  });
});

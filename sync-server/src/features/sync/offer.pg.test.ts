import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditAnswer } from 'shared/protocol/audit.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { PushAnswer } from 'shared/protocol/push.ts';
import type { QuarantineList } from 'shared/protocol/quarantine.ts';
import type { RestoredExtra } from 'shared/protocol/restored.ts';
import type { ReviewsAnswer } from 'shared/protocol/reviews.ts';
import { takeBackup } from '../../../test/backup.ts';
import { newRev, syncTest, type SyncTest, type TestDevice } from '../../../test/sync.ts';
import { verifyAuditChain } from '../../db/audit-chain.ts';
import { inJobs, inTenant } from '../../db/scope.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const at = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1_000).toISOString();
const create = (collection: string, document: WireDocument) => ({ collection, base: null, document });

/** An edit of `base` by this device, so many seconds ago. */
const edited = (
  device: TestDevice,
  base: WireDocument,
  fields: object,
  secondsAgo: number,
): WireDocument => ({
  ...base,
  ...fields,
  rev: newRev(),
  updatedAt: at(secondsAgo),
  updatedBy: device.scope.userId,
});

/** A workspace that was set back: `kept` is in the backup, `changed` and `made` are what was written after it. */
async function setBack() {
  const { device: ann, addDevice, tenantId } = await server.tenant();
  const bea = await addDevice('admin');
  const kept = ann.document('projects', { name: 'Tower', updatedAt: at(900) });
  await ann.push([create('projects', kept)]);
  const before = await server.epoch(tenantId);
  const backup = await takeBackup(server.testDatabase.admin, tenantId);
  const changed = edited(ann, kept, { name: 'Tower A' }, 600);
  const made = ann.document('projects', { name: 'Garage', updatedAt: at(500) });
  await ann.push([{ collection: 'projects', base: kept, document: changed }, create('projects', made)]);
  await backup.restore();
  await server.asAdmin('select setup.begin_epochs(now(), false)');
  const told = await bea.pull('projects', { epoch: before });
  const { restores } = told.body as unknown as RestoredExtra;
  const counter = restores.at(-1)?.counter ?? -1;
  const offer = async (device: TestDevice, rows: readonly object[], epoch?: string) =>
    device.call<PushAnswer>('POST', '/sync/offer', {
      epoch: epoch ?? (await server.epoch(tenantId)),
      rows: rows.map((row) => ({ collection: 'projects', base: null, counter, clean: true, ...row })),
    });
  const projects = async () => new Map((await ann.pullAll('projects')).documents.map((doc) => [doc.id, doc]));
  const audit = async () => (await ann.call<AuditAnswer>('GET', '/audit')).body.entries;
  const quarantine = async () => (await ann.call<QuarantineList>('GET', '/quarantine')).body.entries;
  return {
    ann,
    bea,
    addDevice,
    tenantId,
    kept,
    changed,
    made,
    before,
    restores,
    counter,
    offer,
    projects,
    audit,
    quarantine,
  };
}

describe('M19 what the server lost', () => {
  test('is told with how far it was set back, and what was the last moment that it knows', async () => {
    const { restores, before, audit } = await setBack();
    const [last] = await audit();
    expect(restores).toEqual([{ epoch: before, counter: 1, at: last?.at }]);
  });

  test('comes back from any device that still holds it, under its author, and the log says how', async () => {
    const { ann, bea, tenantId, changed, made, offer, projects, audit } = await setBack();
    const { status, body } = await offer(bea, [{ document: changed }, { document: made }]);
    expect([status, body.conflicts, body.rejected]).toEqual([200, [], []]);
    expect((await projects()).get(changed.id)).toEqual(changed);
    expect((await projects()).get(made.id)).toEqual(made);
    const [second, first, before] = await audit();
    for (const entry of [first, second])
      expect(entry).toMatchObject({ actor: bea.scope.userId, offer: true });
    expect(first?.after).toMatchObject({ name: 'Tower A' });
    expect(second?.after).toMatchObject({ name: 'Garage', updatedBy: ann.scope.userId });
    expect(before).not.toHaveProperty('offer');
    await inJobs(server.testDatabase.database, tenantId, async (tx) =>
      expect(await verifyAuditChain(tx)).toMatchObject({ kind: 'whole' }),
    );
  });

  test('offered again, or by another device, it is there once', async () => {
    const { ann, bea, changed, offer, audit } = await setBack();
    await offer(bea, [{ document: changed }]);
    const entries = (await audit()).length;
    for (const device of [bea, ann]) {
      const { body } = await offer(device, [{ document: changed }]);
      expect([body.conflicts, body.rejected]).toEqual([[], []]);
    }
    expect(await audit()).toHaveLength(entries);
  });

  test('an older state than one that was given back already merges, and says what lost', async () => {
    const { ann, bea, kept, changed, offer, projects } = await setBack();
    const newest = edited(ann, changed, { name: 'Tower B' }, 300);
    await offer(ann, [{ document: newest }]);
    const { body } = await offer(bea, [{ document: changed }]);
    expect(body.conflicts).toMatchObject([{ document: newest }]);
    expect((await projects()).get(kept.id)).toEqual(newest);
    const { reviews } = (await ann.call<ReviewsAnswer>('GET', '/reviews')).body;
    expect(reviews).toMatchObject([{ unit: 'name', lost: 'Tower A', kept: 'Tower B' }]);
  });

  test('an edit of the new time is not overwritten by what is older', async () => {
    const { ann, bea, kept, changed, offer, projects } = await setBack();
    const now = edited(ann, kept, { name: 'Tower now' }, 1);
    await ann.push([{ collection: 'projects', base: kept, document: now }]);
    await offer(bea, [{ document: changed }]);
    expect((await projects()).get(kept.id)).toMatchObject({ name: 'Tower now' });
  });

  test('a device that claims a later counter than the last restore overwrites nothing with it', async () => {
    const { ann, bea, kept, changed, offer, projects } = await setBack();
    const now = edited(ann, kept, { name: 'Tower now' }, 1);
    await ann.push([{ collection: 'projects', base: kept, document: now }]);
    await offer(bea, [{ document: changed, counter: 1_000_000 }]);
    expect((await projects()).get(kept.id)).toMatchObject({ name: 'Tower now' });
  });
});

describe('M20 what was not acknowledged', () => {
  test('merges whole: what it changed later wins, the rest is as old as its base', async () => {
    const { bea, kept, changed, offer, projects } = await setBack();
    const mine = edited(bea, changed, { number: '7' }, 60);
    const row = { base: changed, document: mine, stamps: { number: mine.updatedAt }, clean: false };
    const { body } = await offer(bea, [row]);
    expect(body.conflicts).toMatchObject([{ document: { name: 'Tower A', number: '7' } }]);
    expect((await projects()).get(kept.id)).toMatchObject({ name: 'Tower A', number: '7' });
  });

  test('another’s unsent work is nobody’s to offer', async () => {
    const { bea, changed, offer, quarantine } = await setBack();
    const { body } = await offer(bea, [{ document: changed, clean: false }]);
    expect(body.rejected).toMatchObject([{ code: 'not_permitted', master: { name: 'Tower' } }]);
    expect(await quarantine()).toMatchObject([
      { source: 'offer', document: changed, userId: bea.scope.userId },
    ]);
  });
});

describe('M21 M22 what cannot be taken', () => {
  test('goes to quarantine once, with its reason, and the master comes back', async () => {
    const { addDevice, changed, made, offer, projects, quarantine } = await setBack();
    const viewer = await addDevice('viewer');
    for (let times = 0; times < 2; times += 1) {
      const { status, body } = await offer(viewer, [{ document: changed }, { document: made }]);
      expect(status).toBe(200);
      expect(body.rejected).toMatchObject([
        { code: 'not_permitted', id: changed.id, master: { name: 'Tower' } },
        { code: 'not_permitted', id: made.id, master: null },
      ]);
    }
    expect((await projects()).get(made.id)).toBeUndefined();
    const entries = await quarantine();
    expect(new Set(entries.map(({ document }) => document['id']))).toEqual(new Set([changed.id, made.id]));
    for (const entry of entries)
      expect(entry).toMatchObject({
        source: 'offer',
        reason: expect.stringContaining('not_permitted') as string,
      });
  });

  test('Q4 waits once, whoever offers it, and is settled when somebody who may gives the same state back', async () => {
    const { bea, addDevice, changed, made, offer, projects, quarantine } = await setBack();
    for (const device of [await addDevice('viewer'), await addDevice('foreman'), await addDevice('foreman')])
      await offer(device, [{ document: changed }, { document: made }]);
    const waiting = await quarantine();
    expect(waiting).toHaveLength(2);
    expect(new Set(waiting.map(({ document }) => document['rev']))).toEqual(new Set([changed.rev, made.rev]));
    await offer(bea, [{ document: made }]);
    expect((await projects()).get(made.id)).toEqual(made);
    const settled = (await quarantine()).map(({ document, settled: decision }) => [
      document['rev'],
      decision && { by: decision.by, how: decision.how },
    ]);
    expect(new Map(settled as [string, unknown][])).toEqual(
      new Map<string, unknown>([
        [made.rev, { by: bea.scope.userId, how: 'applied' }],
        [changed.rev, undefined],
      ]),
    );
    // Who comes later with what stands there already is refused nothing.
    expect((await offer(await addDevice('foreman'), [{ document: made }])).body.rejected).toEqual([]);
    expect(await quarantine()).toHaveLength(2);
  });

  test('nor once the server has forgotten what was deleted since', async () => {
    const { bea, tenantId, changed, made, offer, quarantine } = await setBack();
    await server.asAdmin('insert into app.sync_horizons (tenant_id, counter) values ($1, 2)', [tenantId]);
    const { body } = await offer(bea, [{ document: changed }, { document: made }]);
    expect(body.rejected).toMatchObject([{ id: made.id, code: 'too_old', master: null }]);
    expect(await quarantine()).toMatchObject([{ document: made }]);
  });

  test.each([
    ['a shape that nobody knows', { hat: 'yellow' }],
    ['a broken text', { name: 'x\u0000' }],
  ])('%s is kept all the same', async (_, fields) => {
    const { bea, made, offer, quarantine } = await setBack();
    const { body } = await offer(bea, [{ document: { ...made, ...fields } }]);
    expect(body.rejected).toMatchObject([{ code: 'invalid' }]);
    expect(await quarantine()).toMatchObject([{ document: { ...made, ...fields } }]);
  });

  test.each([
    ['no counter', (made: WireDocument) => ({ document: made, counter: 'x' })],
    ['neither clean nor not', (made: WireDocument) => ({ document: made, clean: 'perhaps' })],
    ['a deletion with content', (made: WireDocument) => ({ document: { ...made, _deleted: true } })],
  ])('%s is refused', async (_, rowOf) => {
    const { bea, made, offer } = await setBack();
    expect((await offer(bea, [rowOf(made)])).body.rejected).toMatchObject([{ code: 'invalid' }]);
  });

  test('O10 O11 in another epoch or a suspended workspace nothing is taken', async () => {
    const { bea, tenantId, changed, before, offer } = await setBack();
    expect((await offer(bea, [{ document: changed }], before)).status).toBe(410);
    await server.asAdmin(`update app.workspaces set status = 'suspended' where tenant_id = $1`, [tenantId]);
    expect((await offer(bea, [{ document: changed }])).status).toBe(423);
  });
});

describe('M23 a deletion', () => {
  async function absences() {
    const world = await setBack();
    const absence = world.ann.document('absences', { note: 'Dentist', updatedAt: at(400) });
    const gone = {
      id: absence.id,
      rev: newRev(),
      updatedAt: at(300),
      updatedBy: world.ann.scope.userId,
      _deleted: true,
    };
    const offerAbsence = (device: TestDevice, document: object) =>
      world.offer(device, [{ collection: 'absences', document }]);
    const held = async () =>
      (await world.ann.pullAll('absences')).documents.filter((doc) => doc._deleted !== true);
    return { ...world, absence, gone, offerAbsence, held };
  }

  test('of what another device offers: whichever comes first, it stays deleted', async () => {
    for (const deletionFirst of [true, false]) {
      const { ann, bea, absence, gone, offerAbsence, held } = await absences();
      const offers = [() => offerAbsence(bea, absence), () => offerAbsence(ann, gone)];
      for (const go of deletionFirst ? offers.toReversed() : offers)
        expect((await go()).body.rejected).toEqual([]);
      expect(await held()).toEqual([]);
    }
  });

  test('of a row in the backup takes the row', async () => {
    const { device, tenantId } = await server.tenant();
    const absence = device.document('absences', { updatedAt: at(400) });
    await device.push([create('absences', absence)]);
    await server.asAdmin('select setup.begin_epochs(now(), false)');
    const document = {
      id: absence.id,
      rev: newRev(),
      updatedAt: at(100),
      updatedBy: device.scope.userId,
      _deleted: true,
    };
    const { body } = await device.call<PushAnswer>('POST', '/sync/offer', {
      epoch: await server.epoch(tenantId),
      rows: [{ collection: 'absences', base: null, document, counter: 1, clean: true }],
    });
    expect([body.conflicts, body.rejected]).toEqual([[], []]);
    expect((await device.pullAll('absences')).documents.filter((doc) => doc._deleted !== true)).toEqual([]);
  });

  test('given back without a row takes one place in the order, so that a second restore shows it as lost', async () => {
    const { ann, tenantId, gone, offerAbsence } = await absences();
    const counter = async (): Promise<number> => (await ann.pullAll('absences')).last.asOf.counter;
    const before = await counter();
    const { body } = await offerAbsence(ann, gone);
    expect([body.asOf.counter, await counter()]).toEqual([before + 1, before + 1]);
    expect((await offerAbsence(ann, gone)).body.asOf.counter).toBe(before + 1);
    const [head] = await server.asAdmin('select counter from app.workspace_counters where tenant_id = $1', [
      tenantId,
    ]);
    expect(Number(head?.['counter'])).toBe(before + 1);
    // What is written after that follows in the order and in the chain.
    await ann.push([create('absences', ann.document('absences'))]);
    expect(await counter()).toBe(before + 2);
    expect(await inTenant(server.testDatabase.database, ann.scope, 'read', verifyAuditChain)).toMatchObject({
      kind: 'whole',
    });
  });

  test('of a record that the trade keeps is refused', async () => {
    const { ann, kept, offer, projects } = await setBack();
    const document = {
      id: kept.id,
      rev: newRev(),
      updatedAt: at(1),
      updatedBy: ann.scope.userId,
      _deleted: true,
    };
    expect((await offer(ann, [{ document }])).body.rejected).toMatchObject([{ code: 'not_permitted' }]);
    expect((await projects()).get(kept.id)).toEqual(kept);
  });
});

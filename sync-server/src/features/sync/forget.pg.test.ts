import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRev, syncTest, type SyncTest } from '../../../test/sync.ts';
import { forgetOld } from './forget.ts';

let server: SyncTest;
beforeAll(async () => {
  server = await syncTest();
});
afterAll(() => server.close());

const DAYS = 86_400_000;

describe('after 180 days', () => {
  test('M16 O9: verdicts and tombstones go together, and older checkpoints and repeats are told so', async () => {
    const { device, tenantId } = await server.tenant();
    const early = (await device.pullAll('absences')).last.checkpoint;
    const document = device.document('absences');
    await device.push([{ collection: 'absences', base: null, document }]);
    const deletion = {
      collection: 'absences',
      base: document,
      document: { ...document, rev: newRev(), _deleted: true },
    };
    await device.push([deletion]);
    const kept = (await device.pullAll('absences')).last.checkpoint;
    await server.asAdmin(`update app.verdicts set at = at - interval '181 days' where tenant_id = $1`, [
      tenantId,
    ]);
    const young = device.document('regions');
    await device.push([{ collection: 'regions', base: null, document: young }]);

    await forgetOld(server.testDatabase.database, Date.now());

    expect(
      await server.asAdmin('select document_id from app.verdicts where tenant_id = $1', [tenantId]),
    ).toEqual([{ document_id: young.id }]);
    expect(await server.asAdmin('select id from app.absences where tenant_id = $1', [tenantId])).toEqual([]);
    const pull = async (checkpoint: unknown) =>
      (await device.pull('absences', { checkpoint: JSON.stringify(checkpoint) })).body.code;
    expect([await pull(early), await pull(kept)]).toEqual(['checkpoint_expired', undefined]);
    const { body } = await device.push([{ ...deletion, sentAt: 1 }]);
    expect(body.rejected.map(({ code }) => code)).toEqual(['too_old']);
  });

  test('O9 nothing younger is forgotten', async () => {
    const { device, tenantId } = await server.tenant();
    await device.push([{ collection: 'regions', base: null, document: device.document('regions') }]);
    await forgetOld(server.testDatabase.database, Date.now() + 179 * DAYS);
    expect(
      await server.asAdmin('select counter from app.sync_horizons where tenant_id = $1', [tenantId]),
    ).toEqual([]);
    expect(
      await server.asAdmin('select 1 as one from app.verdicts where tenant_id = $1', [tenantId]),
    ).toHaveLength(1);
  });
});

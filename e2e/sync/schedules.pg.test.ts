import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { edgeOf, inWindow } from 'shared/domain/window.ts';
import type { CollectionName } from 'shared/schema/collections.ts';
import { readDocs } from '../../client/src/db/live.ts';
import { NoLine } from '../../client/src/sync/api.ts';
import { TooSlow } from '../../client/src/sync/transport.ts';
import type { Edit } from '../../client/src/sync/write.ts';
import { verifyAuditChain } from '../../sync-server/src/db/audit-chain.ts';
import { auditedFields, documentFromRow } from '../../sync-server/src/db/columns.ts';
import { inTenant, type Scope } from '../../sync-server/src/db/scope.ts';
import { buildTestApp, type TestApp } from '../../sync-server/test/app.ts';
import { TestDevice } from './device.ts';
import { faultProxy, type FaultProxy } from './fault-proxy.ts';

/** Three devices of four collections: twelve may be open in one realm. */
const COLLECTIONS: readonly CollectionName[] = ['schedule_weeks', 'loads', 'absences', 'regions'];
const SCHEDULES = Number(process.env['SYNC_REAL_SCHEDULES'] ?? 24);
const SEED = Number(process.env['SYNC_SEED'] ?? 1);
const STEPS = 30;
const refused = { attempts: 0 };

let server: TestApp;
let proxy: FaultProxy;

beforeAll(async () => {
  server = await buildTestApp();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  proxy = await faultProxy((server.app.server.address() as AddressInfo).port);
});

afterAll(async () => {
  await proxy.close();
  await server.close();
});

/** Numbers that look random and are the same for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9) >>> 0;
    return (state >>> 8) % sides;
  };
}

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const DAY = new Date().toISOString().slice(0, 10);
const MONDAYS = [mondayOf(DAY), addDays(mondayOf(DAY), 7)];

interface Intent {
  readonly key: string;
  readonly value: string;
  settled: boolean;
}

/** An edit of the one field whose every value is new, so that each can be looked for at the end. */
function editOf(roll: (sides: number) => number, value: string, intents: Intent[]): Edit {
  const n = roll(3);
  const collection = COLLECTIONS[roll(COLLECTIONS.length)] ?? 'loads';
  const monday = MONDAYS[n % 2] ?? DAY;
  const id = collection === 'schedule_weeks' ? `${uuid(n)}_${monday}` : uuid(n);
  const field = collection === 'regions' ? 'name' : 'note';
  const key = `${collection}/${id}`;
  const deletes = collection === 'absences' && roll(4) === 0;
  const whole: Record<string, unknown> = {
    schedule_weeks: { employeeId: uuid(n), weekStart: monday },
    loads: { pourId: uuid(n), pourDay: DAY },
    absences: { employeeId: uuid(n), from: DAY, to: DAY },
    regions: {},
  }[collection as 'loads'];
  let noted: Intent | undefined;
  const change = (current: Readonly<Record<string, unknown>> | undefined): object | undefined => {
    // A value that was seen and replaced is nobody's loss.
    for (const intent of intents)
      if (intent.key === key && intent.value === current?.[field]) intent.settled = true;
    if (deletes && current) return undefined;
    if (noted === undefined) {
      noted = { key, value, settled: false };
      intents.push(noted);
    }
    return { ...whole, [field]: value };
  };
  return { collection, id, change };
}

async function play(seed: number): Promise<void> {
  const roll = dice(seed);
  const tenant = await server.testDatabase.makeTenant('owner');
  const scopes = [tenant.scope, await tenant.addMember('scheduler'), await tenant.addMember('foreman')];
  let isDoubled = false;
  const devices = scopes.map(
    ({ tenantId, userId, sessionId }, n) =>
      new TestDevice({
        origin: proxy.origin,
        tenantId,
        userId,
        collections: COLLECTIONS,
        tokens: tokensOf({ tenantId, userId, sessionId }),
        clockOffsetMs: (n - 1) * 3_600_000,
        isDoubled: () => isDoubled,
      }),
  );
  const intents: Intent[] = [];
  try {
    for (const device of devices) await device.start();
    for (let step = 0; step < STEPS; step += 1) {
      const device = devices[roll(devices.length)];
      if (device === undefined) throw new Error('There is a device for every member');
      const what = roll(10);
      if (what < 5) await device.save([editOf(roll, `${seed}-${step}`, intents)]);
      else if (what < 9) {
        isDoubled = roll(4) === 0;
        proxy.set(
          [
            { kind: 'none' } as const,
            { kind: 'down' } as const,
            { kind: 'cut', afterBytes: roll(3) * 700 } as const,
            { kind: 'slow', ms: 5 } as const,
          ][roll(4)] ?? { kind: 'none' },
        );
        await device.exchange().catch((error: unknown) => {
          if (!(error instanceof NoLine) && !(error instanceof TooSlow)) throw error;
        });
      } else await device.restart();
    }
    isDoubled = false;
    proxy.set({ kind: 'none' });
    for (let round = 0; round < 3; round += 1) for (const device of devices) await device.exchange();
    await expectEqual(tenant.tenantId, devices);
    await expectNothingLost(tenant.tenantId, devices, intents);
    await expectAudited(tenant.scope);
  } finally {
    for (const device of devices) await device.stop();
  }
}

const tokensOf = (principal: { tenantId: string; userId: string; sessionId: string }) => {
  const make = (): Promise<string> => Promise.resolve(server.app.tokens.access(principal));
  return { access: make, renew: make };
};

async function expectEqual(tenantId: string, devices: readonly TestDevice[]): Promise<void> {
  const edge = edgeOf(DAY);
  for (const collection of COLLECTIONS) {
    const rows = await server.asAdmin(
      `select id, rev from app.${collection} where tenant_id = $1 and not deleted order by id`,
      [tenantId],
    );
    for (const device of devices) {
      const held = await readDocs(device.db, collection, undefined, [{ id: 'asc' }]);
      expect(await device.db.store(collection).countUnsent()).toBe(0);
      expect(held.map(({ id, rev }) => ({ id, rev }))).toEqual(rows);
      expect(held.every((document) => inWindow(collection, document, edge))).toBe(true);
    }
  }
}

async function expectNothingLost(
  tenantId: string,
  devices: readonly TestDevice[],
  intents: readonly Intent[],
): Promise<void> {
  const texts: string[] = [];
  for (const table of [...COLLECTIONS, 'conflicts']) {
    const rows = await server.asAdmin(
      `select to_jsonb(t)::text as text from app.${table} t where tenant_id = $1`,
      [tenantId],
    );
    texts.push(...rows.map(({ text }) => String(text)));
  }
  for (const device of devices) {
    const attention = await device.db.local.attention.toArray();
    refused.attempts += attention.length;
    texts.push(JSON.stringify(attention));
  }
  const everything = texts.join('\n');
  const lost = intents.filter(({ settled, value }) => !settled && !everything.includes(`"${value}"`));
  expect(lost).toEqual([]);
}

/** The log holds every write once, replaying it rebuilds the tables, and its chain is whole. */
async function expectAudited(scope: Scope): Promise<void> {
  const log = await server.asAdmin(
    'select collection, document_id, "after" from app.audit_log where tenant_id = $1 order by seq',
    [scope.tenantId],
  );
  const revs = log.map((row) => (row['after'] as { readonly rev: string }).rev);
  expect(new Set(revs).size).toBe(revs.length);
  const replayed = new Map<string, Record<string, unknown>>();
  for (const row of log) {
    const collection = row['collection'] as CollectionName;
    const key = `${collection}/${String(row['document_id'])}`;
    const fields = auditedFields(collection, row['after'] as Record<string, unknown>);
    replayed.set(key, { ...replayed.get(key), ...fields });
  }
  const stored = new Map<string, unknown>();
  for (const collection of COLLECTIONS)
    for (const row of await server.asAdmin(`select * from app.${collection} where tenant_id = $1`, [
      scope.tenantId,
    ]))
      stored.set(`${collection}/${String(row['id'])}`, documentFromRow(collection, row));
  expect(new Map([...replayed].map(([key, fields]) => [key, documentOf(fields)]))).toEqual(stored);
  expect(await inTenant(server.testDatabase.database, scope, 'read', verifyAuditChain)).toEqual({
    kind: 'whole',
    rows: log.length,
  });
}

/** A field that was set back to nothing is no field. */
const documentOf = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => value !== null && (field !== '_deleted' || value === true),
    ),
  );

describe('real devices over a failing line to the real server', () => {
  test.each(Array.from({ length: SCHEDULES }, (_, n) => SEED + n))(
    'I1 I2 I4 I8 I9 in schedule %i: every device equals the database, no edit is lost, the log tells it all once',
    async (seed) => {
      await expect(play(seed)).resolves.toBeUndefined();
    },
  );

  test('every fault really happened', () => {
    for (const [fault, times] of Object.entries(proxy.counts))
      expect(times, fault).toBeGreaterThan(SCHEDULES / 4);
    expect(refused.attempts).toBeGreaterThan(SCHEDULES / 4);
  });
});

import { expect, test } from 'vitest';
import { regions } from 'shared/schema/regions.ts';
import { memoryIndexedDb } from '../sync/test-workspace.ts';
import { keepAttempt } from '../sync/attention.ts';
import { applyEdits } from '../sync/apply-edits.ts';
import { stepOf } from '../sync/document.ts';
import { transition } from '../sync/transition.ts';
import { migrationStep } from './migrations.ts';
import { openWorkspaceDb } from './workspace-db.ts';

const USER = '00000000-0000-7000-8000-00000000000b';
const TENANT = '00000000-0000-7000-8000-0000000000aa';
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const COUNT = 500;

test(
  'I11 500 unsent documents go through a schema migration with their base, and what is on its way keeps its rev',
  { timeout: 40_000 },
  async () => {
    const factory = memoryIndexedDb();
    const ids = { tenantId: TENANT, userId: USER, collections: ['regions'] as const, multiInstance: false };
    const before = await openWorkspaceDb({ ...ids, ...factory });
    await before.store('regions').addMany(
      Array.from({ length: COUNT }, (_, n) => ({
        kind: 'clean',
        id: idOf(n),
        document: {
          id: idOf(n),
          rev: `m${n}`,
          updatedAt: '2026-11-01T00:00:00.000Z',
          updatedBy: USER,
          name: `Was ${n}`,
        },
        seen: { epoch: 'e', counter: n },
      })),
    );
    await before
      .store('regions')
      .addMany([{ kind: 'left', id: idOf(9_999), seen: { epoch: 'e', counter: 7 } }]);
    let made = 0;
    const author = {
      userId: USER,
      now: () => Date.parse('2026-11-24T12:00:00.000Z'),
      random: (n: number) => new Uint8Array(n).fill((made += 1)),
    };
    await applyEdits(
      before,
      author,
      Array.from({ length: COUNT }, (_, n) => ({
        collection: 'regions',
        id: idOf(n),
        change: () => ({ name: `Is ${n}` }),
      })),
    );
    const sentIds = Array.from({ length: 100 }, (_, n) => idOf(n));
    await transition(before.store('regions'), sentIds, (record) =>
      stepOf(record, { type: 'mark', sentAt: 3 }),
    );
    const held = await before.store('regions').read([idOf(7)]);
    await before.close();

    const after = await openWorkspaceDb({
      ...ids,
      ...factory,
      definitions: { regions: { ...regions, version: 1 } },
      migrations: {
        regions: { 1: migrationStep(({ name, ...rest }) => ({ ...rest, code: `${String(name)}!` })) },
      },
    });
    const store = after.store('regions');
    expect(await store.countUnsent()).toBe(COUNT);
    const [sent, unsent, left] = await store.read([idOf(7), idOf(300), idOf(9_999)]);
    expect(unsent?.record).toMatchObject({
      kind: 'unsent',
      document: { code: 'Is 300!' },
      base: { code: 'Was 300!', rev: 'm300' },
    });
    expect(sent?.record).toMatchObject({
      kind: 'sent',
      document: { code: 'Is 7!' },
      sent: { document: { code: 'Is 7!' }, sentAt: 3 },
    });
    const [old] = held;
    if (sent?.record.kind !== 'sent' || old?.record.kind !== 'sent') throw new Error('not sent');
    expect(sent.record.sent.document.rev).toBe(old.record.sent.document.rev);
    expect(sent.record.base).not.toHaveProperty('name');
    expect(left?.record).toEqual({ kind: 'left', id: idOf(9_999), seen: { epoch: 'e', counter: 7 } });
    await after.close();
  },
);

test('I11 a refused attempt moves on with its collection, once', async () => {
  const factory = memoryIndexedDb();
  const ids = {
    tenantId: `${TENANT}-2`,
    userId: USER,
    collections: ['regions'] as const,
    multiInstance: false,
  };
  const document = (fields: object) => ({
    id: idOf(1),
    rev: 'mine',
    updatedAt: '2026-11-01T00:00:00.000Z',
    updatedBy: USER,
    ...fields,
  });
  const refused = { code: 'not_permitted', message: 'No.', stamps: {} } as const;
  const before = await openWorkspaceDb({ ...ids, ...factory });
  await keepAttempt(
    before,
    'regions',
    idOf(1),
    { ...refused, document: document({ name: 'Is' }), base: document({ name: 'Was', rev: 'old' }) },
    '2026-11-24T12:00:00.000Z',
  );
  await before.close();
  const next = {
    ...ids,
    ...factory,
    definitions: { regions: { ...regions, version: 1 } },
    migrations: {
      regions: {
        1: migrationStep(({ name, code, ...rest }) => ({ ...rest, code: `${String(name ?? code)}!` })),
      },
    },
  };
  for (let opening = 0; opening < 2; opening += 1) {
    const after = await openWorkspaceDb(next);
    expect(await after.local.attention.toArray()).toMatchObject([
      { version: 1, rev: 'mine', document: document({ code: 'Is!' }), base: { rev: 'old', code: 'Was!' } },
    ]);
    await after.close();
  }
});

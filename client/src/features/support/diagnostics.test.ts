import { expect, test } from 'vitest';
import { COLLECTION_NAMES } from 'shared/schema/collections.ts';
import { keepAttempt } from '../../sync/attention.ts';
import { noteCompared, noteContact, noteHappened } from '../../sync/heard.ts';
import { readSupportState } from '../../sync/support-state.ts';
import { testWorkspace } from '../../sync/test-workspace.ts';
import { makeDemo } from '../../../../sync-server/src/demo/make-demo.ts';
import { makeDiagnostics, type DeviceFacts } from './diagnostics.ts';

const DEVICE: DeviceFacts = {
  release: 'a1b2c3d4',
  worker: 'serving',
  schema: 'settings.1,regions.1',
  browser: 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/142.0.0.0',
  installation: '0190a000-0000-4000-8000-0000000000d1',
  persistence: 'kept',
  clockOffsetMs: 1_200,
  usedBytes: 41_000_000,
  quotaBytes: 4_000_000_000,
};
const NOW = '2026-11-24T14:03:07.001Z';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** Every text anywhere in a value, and the keys that are ids: of people, most of them. */
function textsOf(value: unknown, into = new Set<string>()): Set<string> {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) for (const part of value) textsOf(part, into);
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) {
      if (UUID.test(key)) into.add(key);
      textsOf(part, into);
    }
  return into;
}

const FIELD_WORDS = new Set(COLLECTION_NAMES as readonly string[]);

test('L23 the report of a whole company, with work unsent and refused, says nothing that any record or person says', async () => {
  const demo = makeDemo('S', '2026-11-24');
  await using workspace = await testWorkspace({
    documents: demo.documents,
    user: {
      id: '0190a000-0000-7000-8000-0000000000e7',
      name: 'Maria Lopez',
      email: 'maria@tricounty.example',
    },
  });
  const { db } = workspace;
  for (const collection of COLLECTION_NAMES) {
    const [first] = demo.documents[collection];
    if (first === undefined) throw new Error(`The demo company has nothing of ${collection}`);
    await workspace.saveAll('edit', [
      {
        collection,
        id: first.id,
        change: () => ({ note: 'Call Dana at 512-555-0147', name: 'Dana Kim' }),
      } as never,
    ]);
    const document = { ...first, rev: 'refused-1' } as never;
    await keepAttempt(
      db,
      collection,
      first.id,
      { document, base: null, stamps: {}, code: 'not_permitted', message: 'Only Dana Kim may do that' },
      NOW,
    );
    await db.local.pulls.put({
      collection,
      complete: true,
      edge: '2026-08-24',
      asOf: { epoch: 'epoch-7f3a', counter: 71 },
      checkpoint: {
        seq: 71,
        start: 60,
        epoch: 'epoch-7f3a',
        phase: 'live',
        day: '2026-11-24',
        id: 'pull-name-91c2',
        signature: 'signature-55d0',
      },
    });
    await noteCompared(db, collection, { result: 'equal', at: NOW });
  }
  await noteContact(db, NOW);
  await noteHappened(db, { at: NOW, kind: 'login_required' });
  const state = await readSupportState(db);
  expect(state.unsent.length).toBeGreaterThan(5);
  const report = makeDiagnostics(
    state,
    { kind: 'needs_you', unsent: state.unsent.length, attention: 12, reviews: 0 },
    DEVICE,
    NOW,
  );

  const said = textsOf(report);
  const everything = JSON.stringify(report);
  const secrets = [
    'signature-55d0',
    'pull-name-91c2',
    'epoch-7f3a',
    workspace.user.id,
    workspace.user.email,
    'Maria',
    'Dana',
    '555-0147',
    'Only Dana',
    'Test Concrete',
  ];
  for (const secret of secrets) expect(everything).not.toContain(secret);
  const known = textsOf(demo.documents);
  for (const user of demo.users) textsOf(user, known);
  textsOf(demo.workspace, known);
  // Words, ids, numbers and days of the company; the names of the collections are the app's own.
  const leaked = [...known].filter((text) => text.length > 2 && said.has(text) && !FIELD_WORDS.has(text));
  // The window's edge is a day that records may carry too: it is the server's.
  expect(leaked.filter((text) => text !== '2026-08-24')).toEqual([]);
  const long = [...known].filter((text) => text.length >= 8 && /[\s@]|^[0-9a-f]{8}-/.test(text));
  expect(long.length).toBeGreaterThan(500);
  for (const text of long) expect(everything).not.toContain(text);
  // It does say what it is for.
  expect(report).toMatchObject({
    sync: { status: 'needs_you', unsent: state.unsent.length, lastContact: NOW },
    happened: [{ at: NOW, kind: 'login_required' }],
  });
  expect(everything.length).toBeLessThan(20_000);
}, 60_000);

import { describe, expect, test } from 'vitest';
import type { CollectionName } from 'shared/schema/collections.ts';
import { readDoc, readDocs } from '../db/live.ts';
import { keepAttempt } from './attention.ts';
import { unacknowledged } from './drain.ts';
import { exportUnsent } from './export-unsent.ts';
import { editsOf, planImport, type ImportPlan, type ImportProblem } from './import-unsent.ts';
import { testWorkspace, type TestWorkspace } from './test-workspace.ts';
import { sumOf } from './unsent-file.ts';

const COLLECTIONS: readonly CollectionName[] = [
  'settings',
  'regions',
  'projects',
  'employees',
  'resources',
  'pours',
  'schedule_weeks',
  'absences',
];
const NORTH = '00000000-0000-7000-8000-000000000001';
const ABSENCE = '00000000-0000-7000-8000-000000000002';
const BOONE = '00000000-0000-7000-8000-0000000000b0';
const JOB = '00000000-0000-7000-8000-0000000000c0';
const MONDAY = '2026-11-23';
const WEEK = `${BOONE}_${MONDAY}`;

const HELD = {
  regions: [{ id: NORTH, name: 'North', code: 'N' }],
  absences: [{ id: ABSENCE, employeeId: BOONE, from: MONDAY, to: MONDAY }],
};
const tablet = (): Promise<TestWorkspace> =>
  testWorkspace({
    collections: COLLECTIONS,
    documents: {
      ...HELD,
      employees: [{ id: BOONE, name: 'Boone, T.' }],
      projects: [{ id: JOB, number: '2418', nickname: 'Riverside <L3>' }],
    },
  });
/** Thirteen collections may be open in one realm: the tablet that takes the file in opens what is in it. */
const WRITTEN: readonly CollectionName[] = ['regions', 'schedule_weeks', 'absences'];
const secondTablet = (documents: typeof HELD | object = HELD): Promise<TestWorkspace> =>
  testWorkspace({ collections: WRITTEN, documents });

async function work(workspace: TestWorkspace): Promise<void> {
  await workspace.saveAll('work', [
    { collection: 'regions', id: NORTH, change: () => ({ name: 'North & <script>alert(1)</script>' }) },
    {
      collection: 'schedule_weeks',
      id: WEEK,
      change: () => ({
        employeeId: BOONE,
        weekStart: MONDAY,
        days: { thu: [{ part: 'full', projectId: JOB }] },
      }),
    },
    { collection: 'absences', id: ABSENCE, change: () => undefined },
  ]);
}

const planOf = async (workspace: TestWorkspace, text: string): Promise<ImportPlan> => {
  const plan = await planImport(workspace.db, workspace.workspace.id, text);
  if (plan.kind !== 'plan') throw new Error(JSON.stringify(plan));
  return plan;
};
const take = async (workspace: TestWorkspace, text: string): Promise<string[]> => {
  const plan = await planOf(workspace, text);
  await workspace.saveAll('import', editsOf(plan));
  return plan.records.map(({ kind }) => kind);
};

describe('L22 the file of unsent work', () => {
  test('says in words what it holds, to whoever opens it, and runs nothing', async () => {
    await using workspace = await tablet();
    await work(workspace);
    const { name, type, text } = await exportUnsent(workspace);
    expect([name, type]).toEqual(['planning-ops-unsent-test-2026-11-24T1400.html', 'text/html']);
    expect(text).toContain('Boone, T.');
    expect(text).toContain('2418 Riverside &lt;L3&gt;');
    expect(text).toContain('<td>North</td><td>North &amp; &lt;script&gt;alert(1)&lt;/script&gt;</td>');
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).toContain("default-src 'none'");
  });

  test('brings everything onto another tablet as that person’s own edits, and a second time changes nothing', async () => {
    await using first = await tablet();
    await using other = await secondTablet();
    await work(first);
    const { text } = await exportUnsent(first);
    expect(await take(other, text)).toEqual(['change', 'new', 'delete']);
    expect(await readDoc(other.db, 'regions', NORTH)).toMatchObject({
      name: 'North & <script>alert(1)</script>',
      code: 'N',
      updatedBy: other.user.id,
    });
    expect(await readDoc(other.db, 'schedule_weeks', WEEK)).toMatchObject({
      days: { thu: [{ projectId: JOB }] },
    });
    expect(await readDocs(other.db, 'absences')).toEqual([]);
    const before = await unacknowledged(other.db);
    expect(await take(other, text)).toEqual(['same', 'same', 'same']);
    expect(await unacknowledged(other.db)).toEqual(before);
  });

  test('lays only what was changed over what the device says by now', async () => {
    await using first = await tablet();
    await using other = await secondTablet();
    await work(first);
    const { text } = await exportUnsent(first);
    await other.saveAll('code', [{ collection: 'regions', id: NORTH, change: () => ({ code: 'NE' }) }]);
    const [region] = (await planOf(other, text)).records;
    expect(region?.units).toEqual([
      { unit: 'name', now: 'North', wanted: 'North & <script>alert(1)</script>' },
    ]);
    await take(other, text);
    expect(await readDoc(other.db, 'regions', NORTH)).toMatchObject({ code: 'NE' });
  });

  test('holds refused attempts too, and leaves out a change of what the device does not hold', async () => {
    await using first = await tablet();
    await using other = await secondTablet({});
    const base = await readDoc(first.db, 'regions', NORTH);
    if (base === undefined) throw new Error('not seeded');
    const attempt = {
      document: { ...base, name: 'Refused' },
      base,
      stamps: {},
      message: 'Only administrators',
    };
    await keepAttempt(
      first.db,
      'regions',
      NORTH,
      { ...attempt, code: 'not_permitted' },
      '2026-11-24T14:00:00.000Z',
    );
    const { text } = await exportUnsent(first);
    expect(text).toContain('not accepted: not_permitted: Only administrators');
    expect(await take(other, text)).toEqual(['not here']);
    expect(await readDocs(other.db, 'regions')).toEqual([]);
  });
});

describe('L22 a file that is not taken in changes nothing and says why', () => {
  const exported = async (change: (work: Record<string, unknown>) => unknown): Promise<string> => {
    await using workspace = await tablet();
    await work(workspace);
    const { text } = await exportUnsent(workspace);
    const [, data = ''] = /data-sum="\w+">(.*)<\/script>/.exec(text) ?? [];
    const next = JSON.stringify(change(JSON.parse(data) as Record<string, unknown>)).replaceAll(
      '<',
      '\\u003c',
    );
    return text.replace(/data-sum="\w+">.*<\/script>/, () => `data-sum="${sumOf(next)}">${next}</script>`);
  };
  const item =
    (fields: object, more: object = {}) =>
    (whole: Record<string, unknown>) => ({
      ...whole,
      items: [
        { collection: 'regions', source: 'unsent', base: null, document: { id: NORTH, ...fields }, ...more },
      ],
    });

  test.each<readonly [string, () => Promise<string>, Partial<ImportProblem>]>([
    ['of something else', () => Promise.resolve('<html>a receipt</html>'), { kind: 'not ours' }],
    ['that was cut', async () => (await exported((all) => all)).slice(0, -200), { kind: 'damaged' }],
    [
      'that was changed',
      async () => (await exported((all) => all)).replace('Boone_', 'Boone-').replace('"N"', '"S"'),
      { kind: 'damaged' },
    ],
    [
      'of another company',
      () => exported((all) => ({ ...all, workspace: { id: BOONE, name: 'Acme' } })),
      { kind: 'other workspace', name: 'Acme' },
    ],
    ['without anything', () => exported((all) => ({ ...all, items: [] })), { kind: 'empty' }],
    [
      'of an unknown collection',
      () => exported(item({}, { collection: 'invoices' })),
      { kind: 'invalid', place: 'collection' },
    ],
    [
      'with a name that is no collection',
      () => exported(item({}, { collection: 'toString' })),
      { kind: 'invalid', place: 'collection' },
    ],
    [
      'with a field that nobody knows',
      () => exported(item({ salary: 1 })),
      { kind: 'invalid', place: 'salary' },
    ],
    ['with a field of another type', () => exported(item({ name: 7 })), { kind: 'invalid', place: 'name' }],
    [
      'that deletes a record of the trade',
      () => exported(item({ _deleted: true }, { base: { id: NORTH } })),
      { kind: 'invalid', place: '_deleted' },
    ],
    [
      'whose base is of another record',
      () => exported(item({}, { base: { id: BOONE } })),
      { kind: 'invalid', place: 'id' },
    ],
  ])('%s', async (_, file, problem) => {
    await using other = await secondTablet();
    expect(await planImport(other.db, other.workspace.id, await file())).toMatchObject(problem);
    expect(await unacknowledged(other.db)).toEqual([]);
  });
});

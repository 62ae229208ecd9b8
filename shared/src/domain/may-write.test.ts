import { describe, expect, test } from 'vitest';
import { COLLECTION_NAMES, type CollectionName } from '../schema/collections.ts';
import { whyNotWrite, type Facts, type Writer } from './may-write.ts';
import { ROLES, type Role } from './permissions.ts';

/** Ann is the foreman of Abe and of pour P-ann; Bob is somebody else's. */
const ANN = 'user-ann';
const OTHER = 'user-other';
const people: Readonly<Record<string, ReturnType<Facts['employee']>>> = {
  ann: { userId: ANN, regionId: 'north' },
  abe: { homeForemanId: 'ann', regionId: 'north' },
  bob: { homeForemanId: 'bill', regionId: 'south' },
  bill: { userId: OTHER, regionId: 'south' },
};
const facts: Facts = {
  employee: (id) => people[id],
  project: (id) => ({ 'job-north': { regionId: 'north' }, 'job-south': { regionId: 'south' } })[id],
  pour: (id) => ({ 'pour-north': { projectId: 'job-north' }, 'pour-south': { projectId: 'job-south' } })[id],
  week: (id) => ({ 'bob_2026-11-23': { foremanId: 'ann' } })[id],
  foremenEditOwnCrew: true,
};

const writer = (role: Role, regionIds?: readonly string[]): Writer => ({
  userId: ANN,
  role,
  ...(regionIds ? { regionIds } : {}),
});

type Verb = 'create' | 'update' | 'delete';
type Fields = Readonly<Record<string, unknown>>;

const may = (
  who: Writer,
  collection: CollectionName,
  verb: Verb,
  state: Fields,
  changes: Fields = {},
  known = facts,
) => {
  const before = verb === 'create' ? null : state;
  const after = { ...state, ...changes, ...(verb === 'delete' ? { _deleted: true } : {}) };
  const changed = verb === 'create' ? Object.keys(after) : Object.keys(changes);
  return whyNotWrite(who, known, { collection, before, after, changed }) === undefined;
};

interface Case {
  readonly what: string;
  readonly collection: CollectionName;
  readonly state: Fields;
  readonly changes?: Fields;
  /** The least role that may, by verb; null: nobody. Every greater role may too. */
  readonly least: Readonly<Partial<Record<Verb, Role | null>>>;
}

const all = (role: Role): Case['least'] => ({ create: role, update: role, delete: role });

/** Role × collection × kind × own × verb. */
const MATRIX: readonly Case[] = [
  { what: 'the workspace', collection: 'settings', state: { kind: 'workspace' }, least: all('admin') },
  { what: 'a scenario', collection: 'settings', state: { kind: 'scenario' }, least: all('scheduler') },
  { what: 'a rate', collection: 'settings', state: { kind: 'rate' }, least: all('scheduler') },
  {
    what: 'an own view',
    collection: 'settings',
    state: { kind: 'view', ownerId: ANN },
    least: all('viewer'),
  },
  {
    what: "another's own view",
    collection: 'settings',
    state: { kind: 'view', ownerId: OTHER },
    least: { create: null, update: null, delete: null },
  },
  {
    what: 'a shared view',
    collection: 'settings',
    state: { kind: 'view', ownerId: ANN, shared: true },
    least: all('scheduler'),
  },
  {
    what: 'sharing an own view',
    collection: 'settings',
    state: { kind: 'view', ownerId: ANN },
    changes: { shared: true },
    least: { update: 'scheduler' },
  },
  {
    what: 'giving away an own view',
    collection: 'settings',
    state: { kind: 'view', ownerId: ANN },
    changes: { ownerId: OTHER },
    least: { update: null },
  },
  {
    what: 'a view made into the workspace',
    collection: 'settings',
    state: { kind: 'view', ownerId: ANN },
    changes: { kind: 'workspace' },
    least: { update: null },
  },
  { what: 'a region', collection: 'regions', state: {}, least: all('admin') },
  { what: 'a project', collection: 'projects', state: {}, least: all('scheduler') },
  { what: 'an employee', collection: 'employees', state: {}, least: all('scheduler') },
  { what: 'a resource', collection: 'resources', state: { kind: 'mix' }, least: all('scheduler') },
  {
    what: 'a week of the own crew',
    collection: 'schedule_weeks',
    state: { employeeId: 'abe' },
    changes: { days: {} },
    least: { create: 'foreman', update: 'foreman', delete: 'scheduler' },
  },
  {
    what: 'the own week',
    collection: 'schedule_weeks',
    state: { employeeId: 'ann' },
    changes: { note: 'x' },
    least: { create: 'foreman', update: 'foreman' },
  },
  {
    what: 'a week of another crew',
    collection: 'schedule_weeks',
    state: { employeeId: 'bob' },
    changes: { days: {} },
    least: all('scheduler'),
  },
  {
    what: 'a week lent to the own crew',
    collection: 'schedule_weeks',
    state: { employeeId: 'bob', foremanId: 'ann' },
    changes: { days: {} },
    least: { update: 'foreman' },
  },
  {
    what: 'taking somebody into the own crew',
    collection: 'schedule_weeks',
    state: { employeeId: 'bob', foremanId: 'bill' },
    changes: { foremanId: 'ann' },
    least: { update: 'scheduler' },
  },
  {
    what: 'lending out the own crew',
    collection: 'schedule_weeks',
    state: { employeeId: 'abe' },
    changes: { foremanId: 'bill' },
    least: { update: 'scheduler' },
  },
  {
    what: 'a week of somebody unknown',
    collection: 'schedule_weeks',
    state: { employeeId: 'nobody' },
    least: all('scheduler'),
  },
  { what: 'a target', collection: 'demands', state: { kind: 'plan' }, least: all('scheduler') },
  {
    what: 'an own request',
    collection: 'demands',
    state: { kind: 'request', requestedBy: ANN, state: 'open' },
    least: { create: 'foreman', update: 'foreman', delete: 'scheduler' },
  },
  {
    what: 'withdrawing an own request',
    collection: 'demands',
    state: { kind: 'request', requestedBy: ANN, state: 'partly' },
    changes: { state: 'withdrawn' },
    least: { update: 'foreman' },
  },
  {
    what: 'filling an own request',
    collection: 'demands',
    state: { kind: 'request', requestedBy: ANN, state: 'open' },
    changes: { state: 'filled' },
    least: { update: 'scheduler' },
  },
  {
    what: "another's request",
    collection: 'demands',
    state: { kind: 'request', requestedBy: OTHER },
    least: all('scheduler'),
  },
  {
    what: 'an absence asked for in the own crew',
    collection: 'absences',
    state: { employeeId: 'abe', from: '2026-11-23', state: 'requested' },
    least: all('foreman'),
  },
  {
    what: 'approving one',
    collection: 'absences',
    state: { employeeId: 'abe', state: 'requested' },
    changes: { state: 'approved' },
    least: { update: 'scheduler' },
  },
  {
    what: 'taking an approval back',
    collection: 'absences',
    state: { employeeId: 'abe', state: 'approved' },
    changes: { state: 'requested' },
    least: { update: 'scheduler', delete: 'scheduler' },
  },
  {
    what: 'opening an answered request again',
    collection: 'demands',
    state: { kind: 'request', requestedBy: ANN, state: 'filled' },
    changes: { state: 'open' },
    least: { update: 'scheduler' },
  },
  {
    what: 'deleting an approved one',
    collection: 'absences',
    state: { employeeId: 'abe', state: 'approved' },
    least: { delete: 'scheduler' },
  },
  {
    what: 'one in another crew',
    collection: 'absences',
    state: { employeeId: 'bob', from: '2026-12-21', state: 'requested' },
    least: all('scheduler'),
  },
  {
    what: 'one in a week lent to the own crew',
    collection: 'absences',
    state: { employeeId: 'bob', from: '2026-11-25', state: 'requested' },
    least: all('foreman'),
  },
  {
    what: 'readiness of an own pour',
    collection: 'pours',
    state: { foremanId: 'ann' },
    changes: { 'readiness.forms': {} },
    least: { update: 'foreman' },
  },
  {
    what: 'the yards of an own pour',
    collection: 'pours',
    state: { foremanId: 'ann' },
    changes: { orderedCy: 9 },
    least: { update: 'scheduler' },
  },
  { what: 'making a pour', collection: 'pours', state: { foremanId: 'ann' }, least: { create: 'scheduler' } },
  {
    what: "readiness of another's pour",
    collection: 'pours',
    state: { foremanId: 'bill' },
    changes: { 'readiness.forms': {} },
    least: { update: 'scheduler' },
  },
  {
    what: 'taking over a pour',
    collection: 'pours',
    state: { foremanId: 'bill' },
    changes: { foremanId: 'ann' },
    least: { update: 'scheduler' },
  },
  { what: 'any pour log', collection: 'pour_logs', state: { id: 'pour-south' }, least: all('foreman') },
  { what: 'any load', collection: 'loads', state: { pourId: 'pour-south' }, least: all('foreman') },
  {
    what: 'any event',
    collection: 'pour_events',
    state: { pourId: 'pour-south', kind: 'note' },
    least: all('foreman'),
  },
];

describe('role × collection × verb × own', () => {
  test.each(MATRIX)('M17: $collection: $what', ({ collection, state, changes, least }) => {
    for (const [verb, role] of Object.entries(least) as [Verb, Role | null][])
      for (const candidate of ROLES) {
        const expected = role !== null && ROLES.indexOf(candidate) >= ROLES.indexOf(role);
        expect([candidate, verb, may(writer(candidate), collection, verb, state, changes)]).toEqual([
          candidate,
          verb,
          expected,
        ]);
      }
  });

  test('every collection is in the matrix', () => {
    expect(new Set(MATRIX.map(({ collection }) => collection))).toEqual(new Set(COLLECTION_NAMES));
  });

  test('a workspace may leave the schedule to its schedulers', () => {
    const strict = { ...facts, foremenEditOwnCrew: false };
    const change = [{ employeeId: 'abe' }, { days: {} }] as const;
    expect(may(writer('foreman'), 'schedule_weeks', 'update', ...change, strict)).toBe(false);
    expect(may(writer('scheduler'), 'schedule_weeks', 'update', ...change, strict)).toBe(true);
  });

  test('bringing back something deleted counts as making it', () => {
    const before = { foremanId: 'ann', _deleted: true };
    const change = {
      collection: 'pours',
      before,
      after: { foremanId: 'ann' },
      changed: ['_deleted'],
    } as const;
    expect(whyNotWrite(writer('foreman'), facts, change)).toBeDefined();
  });
});

describe('regions of a scheduler', () => {
  const north = writer('scheduler', ['north']);
  test.each<[string, CollectionName, Fields, Fields, boolean]>([
    ['a project here', 'projects', { regionId: 'north' }, { name: 'x' }, true],
    ['a project elsewhere', 'projects', { regionId: 'south' }, { name: 'x' }, false],
    ['moving a project away', 'projects', { regionId: 'north' }, { regionId: 'south' }, false],
    ['fetching a project', 'projects', { regionId: 'south' }, { regionId: 'north' }, false],
    ['a project without a region', 'projects', {}, { name: 'x' }, true],
    ['a week of a person here', 'schedule_weeks', { employeeId: 'abe' }, { note: 'x' }, true],
    ['a week of a person elsewhere', 'schedule_weeks', { employeeId: 'bob' }, { note: 'x' }, false],
    ['a pour elsewhere', 'pours', { projectId: 'job-south' }, { note: 'x' }, false],
    ['a load of a pour elsewhere', 'loads', { pourId: 'pour-south' }, { note: 'x' }, false],
    ['a load of an unknown pour', 'loads', { pourId: 'later' }, { note: 'x' }, true],
    ['a log of a pour here', 'pour_logs', { id: 'pour-north' }, { notes: 'x' }, true],
    ['a resource', 'resources', { kind: 'mix' }, { name: 'x' }, true],
  ])('M17: %s', (_, collection, state, changes, expected) => {
    expect(may(north, collection, 'update', state, changes)).toBe(expected);
  });

  test('do not limit administrators', () => {
    expect(may(writer('admin', ['north']), 'projects', 'update', { regionId: 'south' }, { name: 'x' })).toBe(
      true,
    );
  });
});

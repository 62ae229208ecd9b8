import type { Facts } from 'shared/domain/may-write.ts';
import { mondayOf } from 'shared/lib/days.ts';
import type { CollectionName, Documents } from 'shared/schema/collections.ts';
import type { Tx } from '../../db/scope.ts';
import { readForUpdate } from '../../db/write-rows.ts';

/** One state that a permission is going to be judged on. */
export interface JudgedState {
  readonly collection: CollectionName;
  readonly state: Readonly<Record<string, unknown>>;
}

type Found<C extends CollectionName> = ReadonlyMap<string, Documents[C]>;

async function find<C extends CollectionName>(
  tx: Tx,
  collection: C,
  ids: Iterable<string>,
): Promise<Found<C>> {
  const wanted = [...new Set(ids)].filter((id) => id !== '');
  if (wanted.length === 0) return new Map();
  const stored = await readForUpdate(tx, collection, wanted);
  return new Map([...stored].map(([id, row]) => [id, row.document as unknown as Documents[C]]));
}

const NOTHING: Facts = {
  employee: () => undefined,
  project: () => undefined,
  pour: () => undefined,
  week: () => undefined,
  foremenEditOwnCrew: false,
};

const named = (states: readonly JudgedState[], field: string): string[] =>
  states.map(({ state }) => state[field]).filter((value): value is string => typeof value === 'string');

/**
 * Whatever these states refer to, as it is under the counter's lock; nothing at all for those whose permission
 * depends on their role alone.
 */
export async function readFacts(tx: Tx, states: readonly JudgedState[]): Promise<Facts> {
  const { role, regionIds } = tx.access;
  if (role === 'foreman') return factsOfForeman(tx, states);
  return role === 'scheduler' && regionIds ? factsOfRegions(tx, states) : NOTHING;
}

async function factsOfForeman(tx: Tx, states: readonly JudgedState[]): Promise<Facts> {
  const crewed = states.filter(
    ({ collection }) => collection === 'schedule_weeks' || collection === 'absences',
  );
  const poured = states.filter(({ collection }) => collection === 'pours');
  if (crewed.length + poured.length === 0) return NOTHING;
  const settings = await find(tx, 'settings', ['workspace:main']);
  const weeks = await find(
    tx,
    'schedule_weeks',
    crewed
      .filter(({ collection, state }) => collection === 'absences' && typeof state['from'] === 'string')
      .map(({ state }) => `${String(state['employeeId'])}_${mondayOf(String(state['from']))}`),
  );
  const people = await find(tx, 'employees', [
    ...named(crewed, 'employeeId'),
    ...named([...crewed, ...poured], 'foremanId'),
    ...[...weeks.values()].map(({ foremanId }) => foremanId ?? ''),
  ]);
  const foremen = await find(
    tx,
    'employees',
    [...people.values()].map(({ homeForemanId }) => homeForemanId ?? ''),
  );
  return {
    ...NOTHING,
    employee: (id) => people.get(id) ?? foremen.get(id),
    week: (id) => weeks.get(id),
    foremenEditOwnCrew: settings.get('workspace:main')?.foremenEditOwnCrew === true,
  };
}

async function factsOfRegions(tx: Tx, states: readonly JudgedState[]): Promise<Facts> {
  const of = (...names: CollectionName[]) => states.filter(({ collection }) => names.includes(collection));
  const people = await find(tx, 'employees', named(of('schedule_weeks', 'absences'), 'employeeId'));
  const pours = await find(tx, 'pours', [
    ...named(of('loads', 'pour_events'), 'pourId'),
    ...named(of('pour_logs'), 'id'),
  ]);
  const projects = await find(tx, 'projects', [
    ...named(of('demands', 'pours'), 'projectId'),
    ...[...pours.values()].map(({ projectId }) => projectId ?? ''),
  ]);
  return {
    ...NOTHING,
    employee: (id) => people.get(id),
    pour: (id) => pours.get(id),
    project: (id) => projects.get(id),
  };
}

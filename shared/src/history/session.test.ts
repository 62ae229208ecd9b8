import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedUnits, getUnit, sameContent, sameValue, setUnit, shapeOf } from '../merge/units.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import type { WireDocument } from '../protocol/document.ts';
import type { CollectionName } from '../schema/collections.ts';
import { belongs, chosenAtFirst, editsOf, planSession, unitKey, type SessionPlan } from './session.ts';
import { testLog, type TestLog, at, ANN, BEA, CAL } from './test-log.ts';

const FRIDAY = { person: ANN, from: at(100), to: at(200) };

const planOf = (log: TestLog, ask = FRIDAY): SessionPlan => planSession(ask, log.entries, log.world(CAL));

/** Writes a plan's edits as the device would; answers what the log's documents say then. */
function carryOut(log: TestLog, plan: SessionPlan, chosen = chosenAtFirst(plan)): number {
  let kept = 0;
  for (const { collection, id, change } of editsOf(plan, chosen, () => (kept += 1))) {
    const current = log.current(collection, id);
    const fields = change(current);
    if (fields === undefined && current === undefined) continue;
    log.write(CAL, 900, collection, id, fields);
  }
  return kept;
}

describe('what belongs to a session', () => {
  const log = testLog();
  log.write(ANN, 99, 'regions', 'r', { name: 'before' });
  log.write(ANN, 100, 'regions', 'r', { name: 'first' });
  log.write(BEA, 150, 'regions', 'r', { name: 'other' });
  log.write(ANN, 199, 'regions', 'r', { name: 'last' });
  log.write(ANN, 200, 'regions', 'r', { name: 'after' });

  test('H6: done by that person from the first moment on and before the last', () => {
    expect(log.entries.filter(belongs(FRIDAY)).map(({ after }) => after?.['name'])).toEqual([
      'first',
      'last',
    ]);
  });

  test('H6: what was done without a line counts when it was done, not when it arrived', () => {
    const entry = { ...log.entries[1], at: at(5_000) } as AuditEntry;
    expect(belongs(FRIDAY)(entry)).toBe(true);
    expect(belongs({ ...FRIDAY, from: at(4_000), to: at(6_000) })(entry)).toBe(false);
  });

  test('H6: what a device gave back after a restore and what the server erased is not', () => {
    const entry = log.entries[1] as AuditEntry;
    expect(belongs(FRIDAY)({ ...entry, offer: true })).toBe(false);
    expect(belongs(FRIDAY)({ ...entry, operation: 'purge' })).toBe(false);
  });
});

describe('the plan', () => {
  test('H7: each unit goes back to what it said before, however often it was changed', () => {
    const log = testLog();
    log.write(BEA, 10, 'regions', 'r', { name: 'North', code: 'N' });
    log.write(ANN, 110, 'regions', 'r', { name: 'x' });
    log.write(ANN, 120, 'regions', 'r', { name: 'y', code: undefined });
    const [record] = planOf(log).records;
    expect(record).toMatchObject({
      act: 'put_back',
      units: [
        { unit: 'name', now: 'y', put: 'North' },
        { unit: 'code', now: undefined, put: 'N' },
      ],
    });
  });

  test('H8: between two of the session’s changes somebody else’s word stands again', () => {
    const log = testLog();
    log.write(BEA, 10, 'regions', 'r', { name: 'North' });
    log.write(ANN, 110, 'regions', 'r', { name: 'x' });
    log.write(BEA, 120, 'regions', 'r', { name: 'South' });
    log.write(ANN, 130, 'regions', 'r', { name: 'y' });
    expect(planOf(log).records[0]?.units).toEqual([{ unit: 'name', now: 'y', put: 'South' }]);
  });

  test('H8: what somebody changed since stays unless it is ticked, even where it says the same again', () => {
    const log = testLog();
    log.write(BEA, 10, 'regions', 'r', { name: 'North', code: 'N' });
    log.write(ANN, 110, 'regions', 'r', { name: 'x', code: 'X' });
    log.write(BEA, 250, 'regions', 'r', { name: 'South' });
    log.write(BEA, 260, 'regions', 'r', { name: 'x' });
    const plan = planOf(log);
    expect(plan.records[0]?.units).toMatchObject([
      { unit: 'name', put: 'North', since: { by: BEA, at: at(260) } },
      { unit: 'code', put: 'N' },
    ]);
    expect([...chosenAtFirst(plan)]).toEqual(['regions/r/code']);
    carryOut(log, plan, new Set([...chosenAtFirst(plan), 'regions/r/name']));
    expect(log.current('regions', 'r')).toMatchObject({ name: 'North', code: 'N' });
  });

  test('H8: a change of this device that is not sent yet is a change since', () => {
    const log = testLog();
    log.write(BEA, 10, 'regions', 'r', { name: 'North' });
    log.write(ANN, 110, 'regions', 'r', { name: 'x' });
    log.unsent(CAL, 300, 'regions', 'r', { name: 'mine' });
    expect(planOf(log).records[0]?.units).toMatchObject([{ now: 'mine', put: 'North', since: { by: CAL } }]);
  });

  test('H9: what the session made is taken back as the trade does it', () => {
    const log = testLog();
    log.write(ANN, 110, 'loads', 'l', { pourId: 'p', pourDay: '2026-11-27' });
    log.write(ANN, 111, 'pours', 'p', { name: 'Deck', status: 'scheduled' });
    log.write(ANN, 112, 'absences', 'a', { employeeId: 'e', from: '2026-11-27', to: '2026-11-27' });
    log.write(ANN, 113, 'schedule_weeks', 'w', { employeeId: 'e', weekStart: '2026-11-23', note: 'x' });
    carryOut(log, planOf(log));
    expect(log.current('loads', 'l')).toMatchObject({ void: { by: CAL } });
    expect(log.current('pours', 'p')).toMatchObject({ status: 'cancelled', name: 'Deck' });
    expect(log.current('absences', 'a')).toBeUndefined();
    expect(log.current('schedule_weeks', 'w')).toMatchObject({ employeeId: 'e', weekStart: '2026-11-23' });
    expect(log.current('schedule_weeks', 'w')).not.toHaveProperty('note');
  });

  test('H9: what the session made and others worked on since stays unless it is ticked', () => {
    const log = testLog();
    log.write(ANN, 110, 'loads', 'l', { pourId: 'p', pourDay: '2026-11-27' });
    log.write(BEA, 300, 'loads', 'l', { slumpIn: 4 });
    const plan = planOf(log);
    expect(plan.records[0]).toMatchObject({
      act: 'take_back',
      units: [{ unit: 'void', since: { by: BEA } }],
    });
    expect(chosenAtFirst(plan).size).toBe(0);
  });

  test('H9: what the session deleted comes back whole, as it was before the session', () => {
    const log = testLog();
    log.write(BEA, 10, 'absences', 'a', { employeeId: 'e', from: '2026-11-27', to: '2026-11-28', note: 'n' });
    log.write(ANN, 110, 'absences', 'a', { note: 'changed' });
    log.write(ANN, 120, 'absences', 'a', undefined);
    carryOut(log, planOf(log));
    expect(log.current('absences', 'a')).toMatchObject({ employeeId: 'e', to: '2026-11-28', note: 'n' });
  });

  test('H9: made and deleted in one session leaves nothing to undo', () => {
    const log = testLog();
    log.write(ANN, 110, 'absences', 'a', { employeeId: 'e', from: '2026-11-27', to: '2026-11-28' });
    log.write(ANN, 120, 'absences', 'a', undefined);
    expect(planOf(log).records).toEqual([]);
  });

  test('H10: what cannot be undone is told with its reason', () => {
    const log = testLog();
    log.write(BEA, 10, 'regions', 'gone', { name: 'North' });
    log.write(BEA, 11, 'absences', 'a', { employeeId: 'e', from: '2026-11-27', to: '2026-11-28' });
    log.write(BEA, 12, 'absences', 'b', { employeeId: 'e', from: '2026-11-27', to: '2026-11-28' });
    log.write(BEA, 13, 'regions', 'mine', { name: 'South' });
    const early = log.entries.length;
    log.write(ANN, 110, 'regions', 'gone', { name: 'x' });
    log.write(ANN, 111, 'absences', 'a', undefined);
    log.write(ANN, 112, 'absences', 'b', { note: 'x' });
    log.write(ANN, 113, 'regions', 'mine', { name: 'x' });
    log.write(BEA, 300, 'absences', 'b', undefined);
    log.forget('regions', 'gone');
    const plan = planSession(FRIDAY, log.entries.slice(early), {
      ...log.world(CAL),
      mayWrite: (_collection, { before }) => before?.['name'] !== 'x',
    });
    expect(plan.records.map(({ documentId, blocked }) => [documentId, blocked])).toEqual([
      ['gone', 'not_here'],
      ['a', 'content_unknown'],
      ['b', 'deleted_since'],
      ['mine', 'not_permitted'],
    ]);
    expect(chosenAtFirst(plan).size).toBe(0);
    const whole = planOf(log);
    expect(whole.records.find(({ documentId }) => documentId === 'a')).toMatchObject({ act: 'bring_back' });
  });

  test('H11: what is changed between the plan and its writing is left alone and counted', () => {
    const log = testLog();
    log.write(BEA, 10, 'regions', 'r', { name: 'North', code: 'N' });
    log.write(ANN, 110, 'regions', 'r', { name: 'x', code: 'X' });
    const plan = planOf(log);
    log.write(BEA, 300, 'regions', 'r', { name: 'newer' });
    expect(carryOut(log, plan)).toBe(1);
    expect(log.current('regions', 'r')).toMatchObject({ name: 'newer', code: 'N' });
  });
});

const COLLECTIONS = ['regions', 'schedule_weeks', 'loads', 'absences'] as const;
const SETS: Readonly<Record<(typeof COLLECTIONS)[number], fc.Arbitrary<Record<string, unknown>>>> = {
  regions: fc.record({ name: fc.constantFrom('a', 'b', undefined), code: fc.constantFrom('N', 'S') }),
  schedule_weeks: fc.record({
    days: fc.dictionary(
      fc.constantFrom('mon', 'tue'),
      fc.constantFrom([{ part: 'full', status: 'pto' }], [{ part: 'full', status: 'sick' }]),
      { minKeys: 1 },
    ),
  }),
  loads: fc.record({ slumpIn: fc.constantFrom(4, 5, undefined), note: fc.constantFrom('x', undefined) }),
  absences: fc.record({ note: fc.constantFrom('x', 'y', undefined) }),
};
const FIRST: Readonly<Record<(typeof COLLECTIONS)[number], Record<string, unknown>>> = {
  regions: { name: 'start' },
  schedule_weeks: { employeeId: 'e', weekStart: '2026-11-23' },
  loads: { pourId: 'p', pourDay: '2026-11-27' },
  absences: { employeeId: 'e', from: '2026-11-27', to: '2026-11-27' },
};
const deed = fc.constantFrom(...COLLECTIONS).chain((collection) =>
  fc.record({
    collection: fc.constant(collection),
    id: fc.constantFrom('1', '2'),
    who: fc.constantFrom(ANN, ANN, BEA),
    set: SETS[collection],
    deletes: fc.constantFrom(false, false, false, collection === 'absences'),
  }),
);

/** Any day of three people: before, during and after the session. */
const day = fc.array(deed, { minLength: 1, maxLength: 30 }).map((deeds) => {
  const log = testLog();
  for (const [n, { collection, id, who, set, deletes }] of deeds.entries()) {
    const second = 50 + Math.floor((n / deeds.length) * 200);
    const current = log.current(collection, id);
    if (deletes && current) log.write(who, second, collection, id, undefined);
    else if (!deletes)
      log.write(who, second, collection, id, current ? set : { ...FIRST[collection], ...set });
  }
  return log;
});
const RUNS = { seed: 415, numRuns: 1_500 };

type States = ReadonlyMap<string, WireDocument | undefined>;

const same = (
  collection: CollectionName,
  a: WireDocument | undefined,
  b: WireDocument | undefined,
): boolean => (a === undefined || b === undefined ? a === b : sameContent(shapeOf(collection), a, b));

describe('undoing any session', () => {
  test('H12: undone and undone again is as if nothing had been undone', () => {
    fc.assert(
      fc.property(day, (log) => {
        const plan = planOf(log);
        const before: States = log.states();
        for (const { collection, id, change } of editsOf(plan, chosenAtFirst(plan))) {
          const was = log.current(collection, id);
          const fields = change(was);
          if (fields === undefined && was === undefined) continue;
          log.write(CAL, 900, collection, id, fields);
        }
        const undone = planSession({ person: CAL, from: at(900), to: at(901) }, log.entries, log.world(CAL));
        expect(undone.records.every(({ blocked }) => blocked === undefined)).toBe(true);
        carryOut(log, undone);
        for (const [key, document] of before) {
          const [collection = '', id = ''] = key.split('/');
          expect(
            same(collection as CollectionName, log.current(collection as CollectionName, id), document),
          ).toBe(true);
        }
      }),
      RUNS,
    );
  });

  /** Units that undoing changed though somebody else had the last word on them. */
  function taken(log: TestLog): readonly string[] {
    const before = log.states();
    carryOut(log, planOf(log));
    const isOfSession = belongs(FRIDAY);
    return [...before].flatMap(([key, document]) => {
      const [name = '', id = ''] = key.split('/');
      const collection = name as CollectionName;
      const after = log.current(collection, id);
      if (!document || !after) return [];
      // What a record's making is taken back by was set by nobody before.
      return changedUnits(shapeOf(collection), document, after).filter((unit) => {
        const last = log.lastChangeOf(collection, id, unit, at(899));
        return last !== undefined && !isOfSession(last);
      });
    });
  }

  test('H8: no unit that anybody else changed later is ever touched without a tick', () => {
    fc.assert(
      fc.property(day, (log) => {
        expect(taken(log)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('H11: what is undone is not there to be undone again', () => {
    fc.assert(
      fc.property(day, (log) => {
        carryOut(log, planOf(log));
        expect([...chosenAtFirst(planOf(log))]).toEqual([]);
      }),
      RUNS,
    );
  });
});

test('H11: only what is ticked is written', () => {
  const log = testLog();
  log.write(BEA, 10, 'schedule_weeks', 'w', { employeeId: 'e', weekStart: '2026-11-23' });
  log.write(ANN, 110, 'schedule_weeks', 'w', { days: { mon: [], tue: [{ part: 'full', status: 'pto' }] } });
  const plan = planOf(log);
  const [record] = plan.records;
  carryOut(log, plan, new Set(record ? [unitKey(record, 'days.tue')] : []));
  const after = log.current('schedule_weeks', 'w');
  const shape = shapeOf('schedule_weeks');
  expect(after && getUnit(shape, after, 'days.tue')).toBeUndefined();
  expect(sameValue(after && getUnit(shape, after, 'days.mon'), [])).toBe(true);
  expect(after && setUnit(shape, after, 'days.mon', undefined)).not.toHaveProperty('days');
});

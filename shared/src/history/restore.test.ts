import { describe, expect, test } from 'vitest';
import type { WireDocument } from '../protocol/document.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import { changesOf, doneAt, knownOf, wasOffline } from './changes.ts';
import { contentAfter, endingOf, fieldsWith, putsBefore, putsOfUnit } from './restore.ts';
import { ANN, at, BEA, testLog, type TestLog } from './test-log.ts';

const here = (log: TestLog, collection: 'pours' | 'loads' | 'schedule_weeks', id: string): WireDocument => {
  const document = log.current(collection, id);
  if (!document) throw new Error('It is not here');
  return document;
};

function pour(): TestLog {
  const log = testLog();
  log.write(ANN, 1, 'pours', 'p', { name: 'Deck', status: 'scheduled', orderedCy: 100 });
  log.write(ANN, 2, 'pours', 'p', { orderedCy: 120, readiness: { forms: { by: ANN, at: at(2) } } });
  log.write(BEA, 3, 'pours', 'p', { orderedCy: 142 });
  log.write(BEA, 4, 'pours', 'p', { status: 'cancelled', reason: { kind: 'weather' } });
  log.write(ANN, 5, 'pours', 'p', { name: 'L3 deck' });
  return log;
}

describe('a moment', () => {
  test('H1: a record goes back to what it said before its latest changes', () => {
    const log = pour();
    const puts = putsBefore('pours', here(log, 'pours', 'p'), log.story('pours', 'p'), 4);
    expect(puts.map(({ unit, now, put }) => [unit, now, put])).toEqual([
      ['name', 'L3 deck', 'Deck'],
      ['status', 'cancelled', 'scheduled'],
      ['reason', { kind: 'weather' }, undefined],
      ['orderedCy', 142, 100],
      ['readiness.forms', { by: ANN, at: at(2) }, undefined],
    ]);
    expect(puts[0]?.since?.actor).toBe(ANN);
  });

  test('H1: going back before the beginning changes nothing: a record is ended in words of its own', () => {
    const log = testLog();
    log.write(ANN, 1, 'pours', 'p', { name: 'Deck' });
    expect(putsBefore('pours', here(log, 'pours', 'p'), log.story('pours', 'p'), 1)).toEqual([]);
  });

  test('H1: what a record cannot be without stays', () => {
    const log = testLog();
    log.write(ANN, 1, 'loads', 'l', { pourId: 'p', pourDay: '2026-11-27' });
    const [entry] = log.entries;
    const odd: AuditEntry = {
      ...(entry as AuditEntry),
      seq: 2,
      operation: 'update',
      before: { pourDay: null },
      after: { pourDay: '2026-11-27' },
    };
    expect(putsBefore('loads', here(log, 'loads', 'l'), [odd, ...log.entries], 1)).toEqual([]);
  });
});

describe('one field', () => {
  test('H2: it says again what it said before one change, and names who would be overwritten', () => {
    const log = pour();
    const current = here(log, 'pours', 'p');
    const [put] = putsOfUnit('pours', current, log.story('pours', 'p'), { unit: 'orderedCy', before: 100 });
    expect(put).toMatchObject({ unit: 'orderedCy', now: 142, put: 100, since: { actor: BEA } });
    expect(putsOfUnit('pours', current, [], { unit: 'orderedCy', before: 142 })).toEqual([]);
  });
});

describe('a record that ended', () => {
  test('H3: it comes back by undoing what ended it, and what was done later stays', () => {
    const log = pour();
    const ending = endingOf('pours', here(log, 'pours', 'p'), log.story('pours', 'p'));
    expect(ending?.entry?.actor).toBe(BEA);
    expect(ending?.puts.map(({ unit, put }) => [unit, put])).toEqual([
      ['status', 'scheduled'],
      ['reason', undefined],
    ]);
  });

  test('H3: without its story a void or an archiving can still be taken away, a status cannot be guessed', () => {
    const doc = (fields: object) => ({ id: 'x', rev: 'r', updatedAt: at(1), updatedBy: ANN, ...fields });
    expect(endingOf('loads', doc({ void: { by: ANN, at: at(1) } }), [])?.puts).toMatchObject([
      { unit: 'void', put: undefined },
    ]);
    expect(endingOf('employees', doc({ active: false }), [])?.puts).toMatchObject([
      { unit: 'active', put: true },
    ]);
    expect(endingOf('pours', doc({ status: 'cancelled' }), [])).toBeUndefined();
    expect(endingOf('pours', doc({ status: 'confirmed' }), [])).toBeUndefined();
    expect(endingOf('schedule_weeks', doc({}), [])).toBeUndefined();
  });
});

describe('a record that was deleted', () => {
  test('H4: its content is put together from its whole story', () => {
    const log = testLog();
    log.write(ANN, 1, 'absences', 'a', { employeeId: 'e', from: '2026-11-27', to: '2026-11-27', note: 'x' });
    log.write(BEA, 2, 'absences', 'a', { to: '2026-11-28', note: undefined });
    log.write(BEA, 3, 'absences', 'a', undefined);
    expect(contentAfter('absences', log.story('absences', 'a'))).toEqual({
      employeeId: 'e',
      from: '2026-11-27',
      to: '2026-11-28',
    });
    expect(contentAfter('absences', log.story('absences', 'a'), 2)).toMatchObject({ note: 'x' });
  });

  test('H4: where its beginning is not known it is not made up', () => {
    const log = testLog();
    log.write(ANN, 1, 'absences', 'a', { employeeId: 'e', from: '2026-11-27', to: '2026-11-27' });
    log.write(BEA, 2, 'absences', 'a', { to: '2026-11-28' });
    log.write(BEA, 3, 'absences', 'a', undefined);
    expect(contentAfter('absences', log.story('absences', 'a').slice(0, 2))).toBeUndefined();
  });

  test('H4: a device that noted all that it held of it needs no more', () => {
    const whole = {
      employeeId: 'e',
      from: '2026-11-27',
      to: '2026-11-28',
      rev: 'r',
      updatedAt: at(1),
      updatedBy: ANN,
    };
    const entry: AuditEntry = {
      seq: 1,
      at: at(9),
      actor: ANN,
      operation: 'delete',
      collection: 'absences',
      documentId: 'a',
      before: { id: 'a', ...whole },
      after: { _deleted: true, rev: 'r2' },
    };
    expect(contentAfter('absences', [entry])).toEqual({
      employeeId: 'e',
      from: '2026-11-27',
      to: '2026-11-28',
    });
  });
});

test('H5: a restore sets what still says what it said when it was decided, and leaves the rest', () => {
  const log = testLog();
  log.write(ANN, 1, 'schedule_weeks', 'w', {
    employeeId: 'e',
    weekStart: '2026-11-23',
    days: { mon: [{ part: 'full', status: 'pto' }], tue: [{ part: 'full', status: 'pto' }] },
  });
  const kept: string[] = [];
  const fields = fieldsWith(
    'schedule_weeks',
    here(log, 'schedule_weeks', 'w'),
    [
      { unit: 'days.mon', now: [{ part: 'full', status: 'pto' }], put: undefined },
      { unit: 'days.tue', now: [{ part: 'full', status: 'sick' }], put: undefined },
    ],
    (unit) => kept.push(unit),
  );
  expect(fields).toEqual({ days: { tue: [{ part: 'full', status: 'pto' }] } });
  expect(kept).toEqual(['days.tue']);
});

const MORENO = '0193a000-0000-7000-8000-000000000003';

const entry: AuditEntry = {
  seq: 7,
  at: '2026-11-24T05:30:00.000Z',
  actor: MORENO,
  operation: 'update',
  collection: 'schedule_weeks',
  documentId: '0193a000-0000-7000-8000-000000000001_2026-11-23',
  before: {
    days: { mon: [{ part: 'full', status: 'pto' }], thu: [{ part: 'full', status: 'shop' }] },
    note: null,
  },
  after: {
    days: { mon: [{ part: 'full', status: 'pto' }], thu: [{ part: 'full', status: 'sick' }] },
    note: 'call',
  },
};

describe('what an entry changed', () => {
  test('of a week only the days that differ are told', () => {
    expect(changesOf(entry)).toEqual([
      {
        unit: 'days.thu',
        before: [{ part: 'full', status: 'shop' }],
        after: [{ part: 'full', status: 'sick' }],
      },
      { unit: 'note', before: undefined, after: 'call' },
    ]);
  });

  test('a created record has no before', () => {
    const { before: _, ...created } = entry;
    expect(changesOf(created).map(({ unit, before }) => [unit, before])).toEqual([
      ['days.mon', undefined],
      ['days.thu', undefined],
      ['note', undefined],
    ]);
  });

  test('a record is named by what it says now, and by what it said where it is gone', () => {
    const { after: _, ...deleted } = { ...entry, before: { name: 'North' }, after: undefined };
    expect(knownOf(deleted)).toEqual({ name: 'North' });
    expect(knownOf({ ...entry, before: { name: 'North' }, after: { name: 'South' } })).toEqual({
      name: 'South',
    });
  });

  test('it was done when its writer did it, and without a line where it took long to arrive', () => {
    const late: AuditEntry = {
      ...entry,
      after: { ...entry.after, updatedAt: '2026-11-24T02:00:00.000Z', updatedBy: MORENO },
    };
    expect([doneAt(late), wasOffline(late)]).toEqual(['2026-11-24T02:00:00.000Z', true]);
    expect([doneAt(entry), wasOffline(entry)]).toEqual([entry.at, false]);
    const merged = { ...late, after: { ...late.after, updatedBy: ANN } };
    expect(doneAt(merged)).toBe(entry.at);
  });
});

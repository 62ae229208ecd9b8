import { describe, expect, test } from 'vitest';
import type { WireDocument } from '../protocol/document.ts';
import type { PushRow } from '../protocol/push.ts';
import type { CollectionName } from '../schema/collections.ts';
import { firstStamps, nextStamps, sentSide, storedSide } from './stamps.ts';
import { judge, refusal, serverTime, type Master, type Question } from './verdict.ts';

const ANN = '00000000-0000-7000-8000-00000000000a';
const BEA = '00000000-0000-7000-8000-00000000000b';
const ID = '00000000-0000-7000-8000-0000000000ff';
const at = (n: number): string => new Date(Date.UTC(2026, 10, 24, 6, 0, n)).toISOString();

const doc = (
  rev: string,
  fields: Readonly<Record<string, unknown>> = {},
  time = 0,
  by = ANN,
): WireDocument => ({
  id: ID,
  rev,
  updatedAt: at(time),
  updatedBy: by,
  ...fields,
});

const master = (document: WireDocument): Master => ({
  document,
  stamps: firstStamps(sentSide(document, {}, serverTime(Date.parse(at(9999)))), []),
});

const ask = (row: Partial<PushRow> & { document: WireDocument }, more: Partial<Question> = {}) =>
  judge({
    row: { collection: 'regions', base: null, ...row },
    master: null,
    horizon: 0,
    time: { now: at(100), latest: at(102) },
    newRev: () => 'from-the-server',
    forbids: () => undefined,
    ...more,
  });

describe('accepting', () => {
  test('M11: a new document is stored as sent, one mark for all its units', () => {
    const document = doc('r1', { name: 'North' }, 5);
    expect(ask({ document })).toEqual({
      answer: { kind: 'accepted' },
      write: { document, stamps: { '*': `${at(5)} ${ANN}` } },
      losers: [],
      remember: { verdict: 'accepted' },
    });
  });

  test('M11: units stamped apart keep their own marks; the others that of the creation', () => {
    const first = ask({ document: doc('r1', { name: 'a', code: 'c' }, 5), stamps: { code: at(3) } });
    expect(first.write?.stamps).toEqual({ '*': `${at(5)} ${ANN}`, code: `${at(3)} ${ANN}` });
    const base = doc('r1', { name: 'a', code: 'c' }, 5);
    const next = ask(
      { base, document: doc('r2', { name: 'b', code: 'c' }, 9, BEA) },
      { master: { document: base, stamps: first.write?.stamps ?? {} } },
    );
    expect(next.write?.stamps).toEqual({ ...first.write?.stamps, name: `${at(9)} ${BEA}` });
  });

  test('M11: a row that was never stamped counts as written when it last was, before and after its first edit', () => {
    const old = doc('r1', { name: 'a' }, 5, BEA);
    expect(storedSide(old, {}).markOf('name')).toEqual({ at: at(5), by: BEA });
    const after = nextStamps(old, {}, ['code'], () => ({ at: at(9), by: ANN }));
    expect(storedSide(doc('r2', {}, 9), after).markOf('name')).toEqual({ at: at(5), by: BEA });
  });

  test('M12: a row on the master is taken as sent, even if only its rev is new', () => {
    const base = doc('r1', { name: 'a' });
    const document = doc('r2', { name: 'a' });
    expect(ask({ base, document }, { master: master(base) })).toMatchObject({
      answer: { kind: 'accepted' },
      write: { document },
    });
  });

  test('M8: a conflict is found by rev, never by content', () => {
    const base = doc('r1', { name: 'a' });
    const verdict = ask(
      { base, document: doc('r2', { name: 'b' }, 2) },
      { master: master(doc('r9', { name: 'a' }, 1)) },
    );
    expect(verdict).toMatchObject({
      answer: { kind: 'merged', document: { rev: 'from-the-server', name: 'b' } },
      write: { document: { rev: 'from-the-server' } },
    });
  });

  test('M8: a merge that equals the master writes nothing, answers the master and keeps the losers', () => {
    const current = doc('r9', { name: 'late' }, 5, BEA);
    const verdict = ask(
      { base: doc('r1', { name: 'a' }), document: doc('r2', { name: 'early' }, 2) },
      { master: master(current) },
    );
    expect(verdict.write).toBeUndefined();
    expect(verdict.answer).toEqual({ kind: 'merged', document: current });
    expect(verdict.losers).toMatchObject([{ unit: 'name', lost: 'early', lostRev: 'r2', kept: 'late' }]);
    expect(verdict.remember).toEqual({ verdict: 'accepted' });
  });

  test('M10: a time ahead of the server’s is brought back, and the document returned under a new rev', () => {
    const verdict = ask({ document: doc('r1', { name: 'a' }, 500) });
    const document = doc('from-the-server', { name: 'a' }, 100);
    expect(verdict.answer).toEqual({ kind: 'merged', document });
    expect(verdict.write).toEqual({ document, stamps: { '*': `${at(100)} ${ANN}` } });
  });

  test('M10: a single stamp ahead does the same', () => {
    const verdict = ask({ document: doc('r1', { name: 'a' }, 50), stamps: { name: at(500) } });
    expect(verdict.write?.stamps).toEqual({ '*': `${at(50)} ${ANN}`, name: `${at(100)} ${ANN}` });
    expect(verdict.answer.kind).toBe('merged');
  });

  test('M10: a clamped edit still loses under the rev that its device knows', () => {
    const verdict = ask(
      { base: doc('r1'), document: doc('r2', { name: 'mine' }, 500) },
      { master: master(doc('r9', { name: 'theirs' }, 100, BEA)) },
    );
    expect(verdict.losers).toMatchObject([{ lost: 'mine', lostRev: 'r2', lostAt: at(100) }]);
  });
});

describe('memory', () => {
  const document = doc('r1', { name: 'a' });

  test('M14: an accepted write is not applied again, whatever validation or permission would say now', () => {
    const verdict = ask(
      { document },
      {
        memory: { verdict: 'accepted' },
        problem: refusal('invalid', 'No.'),
        master: master(document),
        forbids: () => 'No.',
      },
    );
    expect(verdict).toEqual({ answer: { kind: 'accepted' }, losers: [] });
  });

  test('M14: where the document moved on, the repeat is answered with the current master', () => {
    const current = doc('r9', { name: 'b' }, 1);
    expect(ask({ document }, { memory: { verdict: 'accepted' }, master: master(current) })).toEqual({
      answer: { kind: 'merged', document: current },
      losers: [],
    });
  });

  test('M14: where it was deleted and that is forgotten, the repeat is answered with a deletion', () => {
    expect(ask({ document }, { memory: { verdict: 'accepted' }, master: null })).toEqual({
      answer: { kind: 'merged', document: { ...document, _deleted: true } },
      losers: [],
    });
    const deletion = doc('r1', { _deleted: true });
    expect(ask({ document: deletion }, { memory: { verdict: 'accepted' }, master: null }).answer).toEqual({
      kind: 'accepted',
    });
  });

  test('M14: a row whose rev is the master’s writes nothing; with other content the master is the answer', () => {
    const same = ask({ document }, { master: master(document) });
    expect([same.answer.kind, same.write]).toEqual(['accepted', undefined]);
    const forged = ask({ document: doc('r1', { name: 'x' }) }, { master: master(document) });
    expect(forged).toMatchObject({ answer: { kind: 'merged', document } });
    expect(forged.write).toBeUndefined();
  });

  test('M15: a rejection is repeated with its words', () => {
    const memory = refusal('not_permitted', 'Not yours.');
    expect(ask({ document }, { memory })).toEqual({
      answer: { kind: 'rejected', code: 'not_permitted', message: 'Not yours.' },
      losers: [],
    });
  });

  test('M15: a rejection is remembered', () => {
    expect(ask({ document }, { forbids: () => 'No.' }).remember).toEqual(refusal('not_permitted', 'No.'));
  });
});

describe('refusing', () => {
  const document = doc('r1', { name: 'a' });

  test('M13: what validation found is the verdict, and nothing is written', () => {
    const verdict = ask({ document }, { problem: refusal('too_large', 'Too large.') });
    expect(verdict).toMatchObject({ answer: { kind: 'rejected', code: 'too_large' } });
    expect(verdict.write).toBeUndefined();
  });

  test('M16: an unknown repeat from before the horizon is too old, one from the horizon on is not', () => {
    expect(ask({ document, sentAt: 4 }, { horizon: 5 }).answer).toMatchObject({ code: 'too_old' });
    expect(ask({ document, sentAt: 5 }, { horizon: 5 }).answer.kind).toBe('accepted');
    expect(ask({ document }, { horizon: 5 }).answer.kind).toBe('accepted');
  });

  test('M16: a base where there is no master is too old, however young its stamps', () => {
    expect(ask({ base: doc('r0'), document: doc('r1', {}, 99) }).answer).toMatchObject({ code: 'too_old' });
  });

  test('M17: permission sees the master, the merged result and the units in which they differ', () => {
    const asked: unknown[] = [];
    const current = doc('r9', { name: 'theirs', code: 'c' }, 9, BEA);
    ask(
      { base: doc('r1', { name: 'a' }), document: doc('r2', { name: 'mine', order: 3 }, 2) },
      {
        master: master(current),
        forbids: (before, after, changed) => {
          asked.push(before, { name: after['name'], order: after['order'], code: after['code'] }, changed);
          return undefined;
        },
      },
    );
    expect(asked).toEqual([current, { name: 'theirs', order: 3, code: 'c' }, ['order']]);
  });

  test('M17: a forged base does not hide a change', () => {
    const current = doc('r9', { name: 'a' }, 1);
    let seen: readonly string[] = [];
    ask(
      { base: doc('r9', { name: 'forged' }), document: doc('r2', { name: 'forged' }, 2) },
      { master: master(current), forbids: (_before, _after, changed) => void (seen = changed) },
    );
    expect(seen).toEqual(['name']);
  });

  test.each<[CollectionName, string | undefined, string]>([
    ['regions', undefined, 'rejected'],
    ['loads', undefined, 'rejected'],
    ['absences', undefined, 'accepted'],
    ['settings', 'view', 'accepted'],
    ['settings', 'scenario', 'accepted'],
    ['settings', 'workspace', 'rejected'],
    ['settings', 'rate', 'rejected'],
  ])('M18: deleting from %s (%s) is %s', (collection, recordKind, kind) => {
    const fields = recordKind === undefined ? {} : { kind: recordKind };
    const base = doc('r1', fields);
    const document = doc('r2', { ...fields, _deleted: true }, 1);
    expect(ask({ collection, base, document }, { master: master(base) }).answer.kind).toBe(kind);
  });
});

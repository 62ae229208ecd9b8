import { describe, expect, test } from 'vitest';
import type { WireDocument } from '../protocol/document.ts';
import type { OfferRow } from '../protocol/offer.ts';
import { merge, UNKNOWN_BASE, type Loser } from './merge.ts';
import { judgeOffer, type OfferQuestion } from './offer.ts';
import { firstStamps, sentSide, storedSide } from './stamps.ts';
import { shapeOf } from './units.ts';
import { refusal, serverTime, type Master } from './verdict.ts';

const ANN = '00000000-0000-7000-8000-00000000000a';
const BEA = '00000000-0000-7000-8000-00000000000b';
const at = (n: number): string => new Date(Date.UTC(2026, 10, 24, 6, 0, n)).toISOString();
const time = serverTime(Date.parse(at(9_999)));

const doc = (rev: string, fields: object = {}, when = 0, by = ANN): WireDocument => ({
  id: 'd',
  rev,
  updatedAt: at(when),
  updatedBy: by,
  ...fields,
});
const master = (document: WireDocument): Master => ({
  document,
  stamps: firstStamps(sentSide(document, {}, time), []),
});
const gone = (rev: string, when: number): WireDocument => ({ ...doc(rev, {}, when), _deleted: true });

/** The server was set back to 100. */
const offer = (row: Partial<OfferRow> & { document: WireDocument }, more: Partial<OfferQuestion> = {}) =>
  judgeOffer({
    row: { collection: 'absences', base: null, counter: 100, clean: true, ...row },
    master: null,
    masterSeq: 0,
    horizon: 0,
    time,
    newRev: () => 'from-the-server',
    forbids: () => undefined,
    ...more,
  });

const older = master(doc('r1', { note: 'a', kind: 'pto' }, 1));
const lost = doc('r2', { note: 'b', kind: 'pto' }, 20, BEA);

describe('M19 what was acknowledged', () => {
  test('is taken as it was, its author too, where nobody wrote the row since', () => {
    const { answer, write, losers } = offer({ document: lost }, { master: older, masterSeq: 100 });
    expect(answer).toEqual({ kind: 'accepted' });
    expect(write?.document).toEqual(lost);
    expect(write?.stamps).toMatchObject({ note: `${at(20)} ${BEA}` });
    expect(losers).toEqual([]);
  });

  test('is made anew where there is no row', () => {
    expect(offer({ document: lost })).toMatchObject({
      answer: { kind: 'accepted' },
      write: { document: lost },
    });
  });

  test('offered by two devices it is written once', () => {
    expect(offer({ document: lost }, { memory: { verdict: 'accepted' }, master: master(lost) })).toEqual({
      answer: { kind: 'accepted' },
      losers: [],
    });
    const { answer, write } = offer({ document: lost }, { master: master(lost), masterSeq: 101 });
    expect([answer.kind, write]).toEqual(['accepted', undefined]);
  });

  test('a repeat of which the document has moved on is answered with the master', () => {
    const now = doc('r9', { note: 'z' }, 50);
    expect(offer({ document: lost }, { memory: { verdict: 'accepted' }, master: master(now) })).toEqual({
      answer: { kind: 'merged', document: now },
      losers: [],
    });
  });
});

describe('M20 every other offer', () => {
  test('merges as if every unit had changed on both sides, and names what lost', () => {
    const since = master(doc('r3', { note: 'c', kind: 'sick' }, 10));
    const { answer, write, losers } = offer({ document: lost }, { master: since, masterSeq: 101 });
    expect(answer).toMatchObject({
      kind: 'merged',
      document: { note: 'b', kind: 'pto', rev: 'from-the-server' },
    });
    expect(write?.document).toMatchObject({ note: 'b', kind: 'pto' });
    expect(losers.map(({ unit, lost: value }) => [unit, value])).toEqual([
      ['note', 'c'],
      ['kind', 'sick'],
    ]);
  });

  test('what was cleared is a change too', () => {
    const since = master(doc('r3', { note: 'c' }, 30));
    const { answer, write, losers } = offer({ document: lost }, { master: since, masterSeq: 101 });
    expect(answer).toEqual({ kind: 'merged', document: since.document });
    expect(write).toBeUndefined();
    expect(losers).toMatchObject([
      { unit: 'note', lost: 'b' },
      { unit: 'kind', lost: 'pto' },
    ]);
  });

  test('an unsent document, though its row was not touched: only what it changed is new', () => {
    const base = doc('r2', { note: 'b', kind: 'pto' }, 20);
    const mine = doc('r4', { note: 'b', kind: 'sick' }, 60);
    const row = { base, document: mine, stamps: { kind: at(60) }, clean: false };
    const other = master(doc('r3', { note: 'c', kind: 'pto' }, 30));
    const { write, losers } = offer(row, { master: other, masterSeq: 90 });
    expect(write?.document).toMatchObject({ note: 'c', kind: 'sick' });
    expect(losers).toMatchObject([
      { unit: 'note', lost: 'b', lostAt: at(20) },
      { unit: 'kind', lost: 'pto' },
    ]);
  });

  test('is symmetric, idempotent and invents nothing', () => {
    const shape = shapeOf('absences');
    const a = sentSide(doc('r2', { note: 'b', part: 'am' }, 20, BEA), { part: at(5) }, time);
    const b = storedSide(doc('r3', { note: 'c', kind: 'sick' }, 10), {});
    const [one, two] = [merge(shape, UNKNOWN_BASE, a, b), merge(shape, UNKNOWN_BASE, b, a)];
    expect(one.document).toEqual(two.document);
    const units = (losers: readonly Loser[]) =>
      losers.map(({ unit, lost: value }) => `${unit} ${String(value)}`);
    expect(units(one.losers).sort()).toEqual(units(two.losers).sort());
    expect(merge(shape, UNKNOWN_BASE, a, a)).toMatchObject({ document: a.document, losers: [] });
    expect([one.document['note'], one.document['part'], one.document['kind']]).toEqual([
      'b',
      undefined,
      undefined,
    ]);
  });
});

describe('M21 an offer without a row', () => {
  test('is refused once deletions of that time are forgotten', () => {
    expect(offer({ document: lost }, { horizon: 101 })).toMatchObject({
      answer: { kind: 'rejected', code: 'too_old' },
    });
    expect(offer({ document: lost }, { horizon: 100 }).answer.kind).toBe('accepted');
    expect(offer({ document: lost }, { horizon: 101, master: older, masterSeq: 1 }).answer.kind).toBe(
      'accepted',
    );
  });
});

describe('M24 an unsent state that was sent before what the server remembers', () => {
  const sentLongAgo = { clean: false, document: lost, base: older.document, sentAt: 40 };
  const forgotten = { horizon: 50, master: master(doc('r3', { note: 'c' }, 30)), masterSeq: 60 };
  test('is refused, since it may have arrived', () => {
    expect(offer(sentLongAgo, forgotten)).toMatchObject({ answer: { kind: 'rejected', code: 'too_old' } });
    expect(offer(sentLongAgo, { ...forgotten, horizon: 40 }).answer.kind).toBe('merged');
  });

  test('is accepted where the row still is that very state', () => {
    const same = { ...forgotten, master: master(lost) };
    expect(offer(sentLongAgo, same).answer.kind).toBe('accepted');
  });
});

describe('M22 what the sender may not write', () => {
  test('is refused, remembered, and judged on the outcome', () => {
    const forbids = (_: unknown, after: WireDocument) => (after['note'] === 'b' ? 'not here' : undefined);
    expect(offer({ document: lost }, { forbids, master: older, masterSeq: 1 })).toMatchObject({
      answer: { kind: 'rejected', code: 'not_permitted' },
      remember: { verdict: 'rejected' },
    });
    const problem = refusal('invalid', 'no');
    expect(offer({ document: lost }, { problem }).answer).toMatchObject({
      kind: 'rejected',
      code: 'invalid',
    });
    const memory = refusal('not_permitted', 'not here');
    expect(offer({ document: lost }, { memory }).answer).toMatchObject({ kind: 'rejected' });
  });
});

describe('M23 a deletion', () => {
  test('takes the content as it finds it', () => {
    const { write, losers } = offer({ document: gone('x', 20) }, { master: older, masterSeq: 100 });
    expect(write?.document).toEqual({ ...gone('x', 20), note: 'a', kind: 'pto' });
    expect(losers).toEqual([]);
  });

  test('without a row it is kept, and meets whoever offers the document later', () => {
    const deletion = gone('x', 20);
    const kept = offer({ document: deletion });
    expect(kept).toEqual({
      answer: { kind: 'accepted' },
      losers: [],
      remember: { verdict: 'accepted' },
      deletion,
    });
    const before = offer({ document: doc('r2', { note: 'b' }, 10, BEA) }, { deletion });
    expect(before).toMatchObject({ answer: { kind: 'merged', document: { rev: 'x', _deleted: true } } });
    expect(before.write).toBeUndefined();
    expect(before.losers).toMatchObject([{ unit: 'note', lost: 'b' }]);
    const edit = { document: doc('r2', { note: 'b', kind: 'pto' }, 30, BEA), stamps: { note: at(30) } };
    const after = offer({ ...edit, base: doc('r1', { kind: 'pto' }, 1), clean: false }, { deletion });
    expect(after.write?.document).toMatchObject({ note: 'b', kind: 'pto' });
    expect(after.write?.document).not.toHaveProperty('_deleted');
    expect(after.losers).toMatchObject([{ unit: '_deleted' }]);
    expect(offer({ document: deletion }, { deletion }).answer).toEqual({ kind: 'accepted' });
  });

  test('of what the trade never throws away is refused', () => {
    const row = { document: gone('x', 20) };
    expect(offer({ ...row, collection: 'loads' }).answer).toMatchObject({ code: 'not_permitted' });
    expect(
      offer({ collection: 'settings', document: { ...gone('x', 20), id: 'workspace:main' } }).answer,
    ).toMatchObject({
      code: 'not_permitted',
    });
    expect(
      offer({ collection: 'settings', document: { ...gone('x', 20), id: 'scenario:1' } }).answer.kind,
    ).toBe('accepted');
  });
});

import { describe, expect, test } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { decodeRecord, encodeRecord, type DeviceRecord, type RecordOf } from '../db/record.ts';
import { stepOf, type DocumentEvent, type Outcome } from './document.ts';
import { isListedSince, judgePage, stateAfter, stateAnew, stateSetBack } from './page.ts';
import { nextRestoration, offerOf, sharedCounter } from './set-back.ts';

/** The server was at 150 when it was set back to 100; since then it counts in the epoch `new`. */
const setBack = { epoch: 'new', counter: 100 };
const was = (counter: number) => ({ epoch: 'old', counter });
const is = (counter: number) => ({ epoch: 'new', counter });
const doc = (rev: string, fields: object = {}): WireDocument => ({
  id: 'd',
  rev,
  updatedAt: '2026-11-24T12:00:00.000Z',
  updatedBy: 'u',
  ...fields,
});
const clean = (counter: number, rev = 'r1'): RecordOf<'clean'> => ({
  kind: 'clean',
  id: 'd',
  document: doc(rev),
  seen: was(counter),
});
const left = (counter: number): RecordOf<'left'> => ({
  kind: 'left',
  id: 'd',
  seen: was(counter),
  deletion: { rev: 'gone', updatedAt: '2026-11-24T12:00:00.000Z', updatedBy: 'u' },
});
const unsent = (counter: number): RecordOf<'unsent'> => ({
  kind: 'unsent',
  id: 'd',
  document: doc('r2', { note: 'b' }),
  base: doc('r1'),
  stamps: { note: '1' },
  seen: was(counter),
});
const next = (record: DeviceRecord, event: DocumentEvent): DeviceRecord => stepOf(record, event).record;
const pulled = (record: DeviceRecord, document: WireDocument, counter = 101, inside = true) =>
  next(record, { type: 'pulled', document, asOf: is(counter), inside, listing: true, setBack });
const swept = (record: DeviceRecord, counter = 101) =>
  next(record, { type: 'swept', start: is(100), asOf: is(counter), setBack });
const answered = (record: DeviceRecord, rev: string, outcome: Outcome, asOf = is(105)) =>
  stepOf(record, { type: 'answered', rev, asOf, outcome });
const marked = (record: DeviceRecord) => next(record, { type: 'mark', sentAt: 140 });
const refused: Outcome = { kind: 'rejected', code: 'not_permitted', message: 'no', master: doc('m') };

describe('R1 what was seen beyond the backup', () => {
  test('stays when a list holds another state, lacks it, or leaves it outside of the window', () => {
    expect(pulled(clean(140), doc('r0'))).toEqual({ ...clean(140), seen: is(101), offer: true });
    expect(pulled(clean(140), doc('r0', { _deleted: true }))).toMatchObject({ kind: 'clean', offer: true });
    expect(swept(clean(140))).toEqual({ ...clean(140), seen: is(101), offer: true });
    expect(next(clean(140), { type: 'evicted', setBack })).toEqual(clean(140));
    expect(next({ ...clean(140), offer: true }, { type: 'evicted', setBack })).toMatchObject({
      kind: 'clean',
    });
  });

  test('once marked it stays so, whatever is pulled, swept or set back again', () => {
    const offered = swept(clean(140));
    expect(pulled(offered, doc('r9'), 110)).toEqual({ ...offered, seen: is(110) });
    expect(swept(offered, 120)).toBe(offered);
    const again = { epoch: 'newer', counter: 100 };
    const listed = next(offered, {
      type: 'pulled',
      document: doc('r9'),
      asOf: { epoch: 'newer', counter: 100 },
      inside: true,
      listing: true,
      setBack: again,
    });
    expect(listed).toMatchObject({ kind: 'clean', document: { rev: 'r1' }, offer: true });
    const asOf = { epoch: 'newer', counter: 100 };
    for (const record of [offered, swept(left(140)), swept(unsent(140))])
      expect(next(record, { type: 'swept', start: asOf, asOf, setBack: again })).toEqual({
        ...record,
        seen: asOf,
      });
  });

  test('what the backup holds is the server’s: taken, or removed, as ever', () => {
    expect(pulled(clean(100), doc('r9'))).toMatchObject({
      kind: 'clean',
      document: { rev: 'r9' },
      seen: is(101),
    });
    expect(swept(clean(100))).toEqual({ kind: 'left', id: 'd', seen: is(101) });
    expect(next(clean(100), { type: 'evicted', setBack })).toMatchObject({ kind: 'left' });
  });
});

describe('R2 what is offered again', () => {
  test('nothing that the list holds under the same rev', () => {
    expect(pulled(clean(140), doc('r1'))).toEqual({ ...clean(140), seen: is(101) });
    expect(pulled(swept(clean(140)), doc('r1'), 110)).toEqual({ ...clean(140), seen: is(110) });
  });

  test('deletions, whether the list holds the document or nothing at all', () => {
    expect(pulled(left(140), doc('r1'))).toEqual({ ...left(140), seen: is(101), offer: true });
    expect(swept(left(140))).toEqual({ ...left(140), seen: is(101), offer: true });
    expect(pulled(left(140), doc('gone', { _deleted: true }))).toEqual({ ...left(140), seen: is(101) });
    expect(pulled(left(100), doc('r1'))).toMatchObject({ kind: 'clean', document: { rev: 'r1' } });
    expect(swept(left(100))).toEqual({ ...left(100), seen: is(101) });
  });

  test('as rows with the shared counter, clean ones and deletions as they were', () => {
    expect(offerOf('absences', swept(clean(140)), setBack)).toEqual({
      collection: 'absences',
      base: null,
      document: doc('r1'),
      counter: 100,
      clean: true,
    });
    expect(offerOf('absences', swept(left(140)), setBack)?.document).toEqual({
      ...doc('gone'),
      _deleted: true,
    });
    expect(offerOf('absences', clean(140), setBack)).toBeUndefined();
    expect(offerOf('absences', { kind: 'absent', id: 'd' }, setBack)).toBeUndefined();
  });

  test('the mark is stored with the document, in every state', () => {
    const held = swept(unsent(140));
    const states = [
      swept(clean(140)),
      swept(left(140)),
      held,
      marked(held),
      next(marked(held), { type: 'edit', document: doc('r3'), stamps: {} }),
    ];
    for (const state of states) {
      expect(state).toHaveProperty('offer', true);
      const { fields, deleted } = encodeRecord(state);
      expect(decodeRecord('d', fields, deleted)).toEqual(state);
    }
  });
});

describe('R3 what was not acknowledged', () => {
  test('is offered whole where the list lacks its base or holds another state', () => {
    expect(swept(unsent(140))).toEqual({ ...unsent(140), seen: is(101), offer: true });
    const offered = marked(pulled(unsent(140), doc('r0')));
    expect(offered).toMatchObject({ kind: 'sent', offer: true });
    expect(offerOf('absences', offered, setBack)).toEqual({
      collection: 'absences',
      base: doc('r1'),
      document: doc('r2', { note: 'b' }),
      stamps: { note: '1' },
      sentAt: 140,
      counter: 100,
      clean: false,
    });
  });

  test('is pushed like any other where the list holds its base, or the backup knows all that it knew', () => {
    expect(pulled(unsent(140), doc('r1'))).toEqual({ ...unsent(140), seen: is(101) });
    expect(pulled(swept(unsent(140)), doc('r1'), 110)).toEqual({ ...unsent(140), seen: is(110) });
    expect(swept(unsent(100))).toEqual({ ...unsent(100), seen: is(101) });
    const { seen: _, ...neverSeen } = unsent(1);
    expect(swept(neverSeen)).toEqual({ ...neverSeen, seen: is(101) });
  });

  test('its stored state is offered, and only that, while it is edited further', () => {
    const edited = next(marked(swept(unsent(140))), {
      type: 'edit',
      document: doc('r3'),
      stamps: { kind: '2' },
    });
    expect(offerOf('absences', edited, setBack)?.document.rev).toBe('r2');
    const { record } = answered(edited, 'r2', { kind: 'merged', document: doc('m') });
    expect(record).toMatchObject({ kind: 'unsent', base: { rev: 'r2' }, document: { rev: 'r3' } });
    expect(record).not.toHaveProperty('offer');
  });
});

describe('R8 the answer to an offer', () => {
  test('taken it is clean, merged or refused the master takes its place', () => {
    const offered = swept(clean(140));
    expect(answered(offered, 'r1', { kind: 'accepted' }).record).toEqual({ ...clean(140), seen: is(105) });
    for (const outcome of [refused, { kind: 'merged', document: doc('m') }] as const) {
      const step = answered(offered, 'r1', outcome);
      expect(step.record).toMatchObject({ kind: 'clean', document: { rev: 'm' }, seen: is(105) });
      expect(step).not.toHaveProperty('attention');
    }
    expect(answered(offered, 'r1', { ...refused, master: null }).record).toEqual({
      kind: 'left',
      id: 'd',
      seen: is(105),
    });
  });

  test('a deletion that was taken stays one; overruled, the document comes back', () => {
    const offered = swept(left(140));
    expect(answered(offered, 'gone', { kind: 'accepted' }).record).toEqual({ ...left(140), seen: is(105) });
    expect(answered(offered, 'gone', { kind: 'merged', document: doc('m') }).record).toMatchObject({
      kind: 'clean',
      document: { rev: 'm' },
    });
  });

  test('to another rev, of another epoch or older than what was seen it changes nothing', () => {
    const offered = swept(clean(140));
    for (const record of [offered, swept(left(140)), marked(swept(unsent(140)))]) {
      expect(answered(record, 'x', { kind: 'accepted' }).record).toBe(record);
      for (const rev of ['r1', 'gone', 'r2']) {
        expect(answered(record, rev, { kind: 'accepted' }, is(100)).record).toBe(record);
        expect(answered(record, rev, { kind: 'accepted' }, was(160)).record).toBe(record);
      }
    }
  });

  test('edited meanwhile, the edit is pushed on what was given back', () => {
    const edited = next(swept(clean(140)), { type: 'edit', document: doc('r3'), stamps: { note: '2' } });
    expect(edited).toMatchObject({ kind: 'unsent', base: { rev: 'r1' }, offer: true });
    const { record } = answered(edited, 'r1', { kind: 'accepted' });
    expect(record).toEqual({
      ...clean(140),
      kind: 'unsent',
      document: doc('r3'),
      base: doc('r1'),
      stamps: { note: '2' },
      seen: is(105),
    });
  });

  test('an unsent one that is refused goes to attention like a refused push', () => {
    const step = answered(marked(swept(unsent(140))), 'r2', refused);
    expect(step.record).toMatchObject({ kind: 'clean', document: { rev: 'm' } });
    expect(step.attention).toMatchObject({ document: { rev: 'r2' }, code: 'not_permitted' });
  });

  test('an answer to a push of the old epoch still counts before the lists came, and never afterwards', () => {
    const sent = marked(unsent(140));
    expect(answered(sent, 'r2', { kind: 'accepted' }, was(151)).record).toMatchObject({
      kind: 'clean',
      seen: was(151),
    });
    const listed = swept(sent);
    expect(answered(listed, 'r2', { kind: 'accepted' }, was(151)).record).toBe(listed);
  });
});

describe('R7 how far both share one history', () => {
  const line = [
    { epoch: 'a', counter: 10 },
    { epoch: 'b', counter: 60 },
  ];

  test('the smallest counter of the epochs that were missed', () => {
    expect(sharedCounter({ epoch: 'a' }, line)).toBe(10);
    expect(sharedCounter({ epoch: 'b' }, line)).toBe(60);
  });

  test('where the two lines parted, for an epoch that the backup never saw', () => {
    // The same backup twice: both lines leave `b` at 60.
    expect(sharedCounter({ epoch: 'c', line }, line)).toBe(60);
    // An older backup first, then a later one.
    const older = [{ epoch: 'a', counter: 4 }];
    expect(sharedCounter({ epoch: 'x', line: older }, line)).toBe(4);
    expect(sharedCounter({ epoch: 'x', line: [{ epoch: 'a', counter: 10 }] }, line)).toBe(10);
    expect(sharedCounter({ epoch: 'c', line }, [{ epoch: 'a', counter: 8 }])).toBe(8);
  });

  test('nothing at all where that cannot be told', () => {
    expect(sharedCounter({ epoch: 'c' }, line)).toBe(0);
    expect(sharedCounter({ epoch: 'c' }, [])).toBe(0);
    expect(sharedCounter({ epoch: 'c', line: [{ epoch: 'z', counter: 5 }] }, line)).toBe(0);
  });
});

describe('R6 a restore during another', () => {
  const first = nextRestoration('a', undefined, {
    epoch: 'b',
    restores: [{ epoch: 'a', counter: 100, at: '2026-11-23T18:00:00.000Z' }],
  });
  const second = {
    epoch: 'c',
    restores: [
      { epoch: 'a', counter: 100 },
      { epoch: 'b', counter: 120 },
    ],
  };

  test('what either of them lost is lost', () => {
    expect(first).toMatchObject({ epoch: 'b', counter: 100, to: '2026-11-23T18:00:00.000Z', isOver: false });
    expect(nextRestoration('b', first, second)).toMatchObject({ epoch: 'c', counter: 100 });
    expect(nextRestoration('b', { ...first, isOver: true, given: 3 }, second)).toMatchObject({
      counter: 120,
      given: 0,
    });
  });

  test('the same backup again is found by the line that led to this epoch', () => {
    const again = { epoch: 'd', restores: [{ epoch: 'a', counter: 100 }] };
    expect(nextRestoration('b', { ...first, isOver: true }, again)).toMatchObject({
      epoch: 'd',
      counter: 100,
    });
    expect(nextRestoration('b', undefined, again)).toMatchObject({ counter: 0 });
  });
});

describe('R5 pages and epochs', () => {
  const page = {
    checkpoint: {
      seq: 101,
      start: 101,
      epoch: 'new',
      phase: 'live',
      day: '2026-11-24',
      id: 'p',
      signature: '',
    },
    asOf: is(101),
    edge: '2026-08-24',
    more: false,
  } as const;
  const before = { collection: 'absences', complete: true, asOf: was(150), edge: '2026-08-24' } as const;
  const anew = stateSetBack(before, { ...setBack });

  test('a page that was asked for before the server was set back is dropped', () => {
    expect(judgePage(anew, { collection: 'absences', complete: true }, page).kind).toBe('dropped');
    expect(judgePage(anew, anew, page)).toMatchObject({ kind: 'apply', begins: true });
  });

  test('R4 a collection counts as listed only when its pull from the start has ended', () => {
    expect(isListedSince(before, setBack)).toBe(false);
    expect(isListedSince(anew, setBack)).toBe(false);
    const bulk = { fresh: false, added: 0 };
    const half = stateAfter(anew, { ...page, more: true }, is(101), bulk);
    expect(isListedSince(half, setBack)).toBe(false);
    const whole = stateAfter(half, page, is(101), bulk);
    expect(isListedSince(whole, setBack)).toBe(true);
    expect(isListedSince(stateAnew(whole), setBack)).toBe(false);
    expect(stateAnew(whole).setBack).toEqual(setBack);
  });
});

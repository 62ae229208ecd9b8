import { describe, expect, test } from 'vitest';
import type { WireDocument } from 'shared/protocol/document.ts';
import { encodeRecord, decodeRecord, LOCAL_FIELDS, type DeviceRecord, type RecordOf } from '../db/record.ts';
import { collections } from 'shared/schema/collections.ts';
import { stepOf, type Outcome } from './document.ts';

const at = (counter: number) => ({ epoch: 'e', counter });
const doc = (rev: string, fields: object = {}): WireDocument => ({
  id: 'd',
  rev,
  updatedAt: '2026-11-24T12:00:00.000Z',
  updatedBy: 'u',
  ...fields,
});
const clean: RecordOf<'clean'> = { kind: 'clean', id: 'd', document: doc('r1'), seen: at(5) };
const unsent: RecordOf<'unsent'> = {
  kind: 'unsent',
  id: 'd',
  document: doc('r2', { note: 'b' }),
  base: doc('r1'),
  stamps: { note: '1' },
  seen: at(5),
};
const sent = stepOf(unsent, { type: 'mark', sentAt: 5 }).record as RecordOf<'sent'>;
const edited = stepOf(sent, {
  type: 'edit',
  document: doc('r3', { note: 'c', part: 'x' }),
  stamps: { part: '2' },
}).record as RecordOf<'edited'>;
const refusal: Outcome = { kind: 'rejected', code: 'not_permitted', message: 'no', master: doc('r1') };
const answered = (record: DeviceRecord, outcome: Outcome, counter = 9, rev = 'r2') =>
  stepOf(record, { type: 'answered', rev, asOf: at(counter), outcome });

describe('what is on its way', () => {
  test('D1 the stored state stays as it is while the document is edited further', () => {
    expect(sent.sent).toEqual({ document: unsent.document, stamps: unsent.stamps, sentAt: 5 });
    expect(edited).toMatchObject({
      kind: 'edited',
      document: { rev: 'r3' },
      sent: { document: { rev: 'r2' } },
    });
    expect(stepOf(edited, { type: 'mark' }).record).toBe(edited);
  });

  test('D2 an answer to another state, or an older one than what was seen, changes nothing', () => {
    expect(answered(sent, { kind: 'accepted' }, 9, 'r0').record).toBe(sent);
    expect(answered(edited, { kind: 'accepted' }, 9, 'r0').record).toBe(edited);
    expect(answered(sent, { kind: 'accepted' }, 4).record).toBe(sent);
    expect(answered(edited, refusal, 4)).toEqual({ record: edited });
    expect(answered(sent, { kind: 'accepted' }, 5).record).toMatchObject({ kind: 'clean', seen: at(5) });
  });

  test('D3 a refused attempt comes out with the master restored, or the document removed where there is none', () => {
    const step = answered(sent, refusal);
    expect(step.record).toEqual({ kind: 'clean', id: 'd', document: doc('r1'), seen: at(9) });
    expect(step.attention).toMatchObject({
      document: { rev: 'r2' },
      base: { rev: 'r1' },
      code: 'not_permitted',
    });
    expect(answered(sent, { ...refusal, master: null }).record).toEqual({
      kind: 'left',
      id: 'd',
      seen: at(9),
    });
  });

  test('D3 refused but edited meanwhile: the base stays and the newer edit is sent next', () => {
    const step = answered(edited, refusal);
    expect(step.record).toMatchObject({
      kind: 'unsent',
      base: { rev: 'r1' },
      stamps: { note: '1', part: '2' },
    });
    expect(step.attention).toMatchObject({ document: { rev: 'r2' } });
  });

  test('D3 too old takes the newest edit to attention too', () => {
    const step = answered(edited, { ...refusal, code: 'too_old' });
    expect(step.record).toMatchObject({ kind: 'clean', document: { rev: 'r1' } });
    expect(step.attention).toMatchObject({ document: { rev: 'r3' } });
  });

  test('D4 answered but edited meanwhile: the base is what was sent, also when the answer is a merge', () => {
    for (const outcome of [{ kind: 'accepted' }, { kind: 'merged', document: doc('m9') }] as const) {
      const { record } = answered(edited, outcome);
      expect(record).toMatchObject({
        kind: 'unsent',
        base: { rev: 'r2' },
        document: { rev: 'r3' },
        seen: at(9),
      });
      expect(record).toHaveProperty('stamps', { part: '2' });
    }
  });
});

describe('what is pulled', () => {
  const pulled = (record: DeviceRecord, counter: number, document = doc('m'), inside = true) =>
    stepOf(record, { type: 'pulled', document, asOf: at(counter), inside, listing: false }).record;

  test('D6 only a newer page changes a clean document, and its own echo writes nothing', () => {
    expect(pulled(clean, 5)).toBe(clean);
    expect(pulled(clean, 6)).toMatchObject({ kind: 'clean', document: { rev: 'm' }, seen: at(6) });
    expect(pulled(clean, 6, doc('r1'))).toBe(clean);
  });

  test('D7 an unsent document keeps its content and moves its seen', () => {
    for (const record of [unsent, sent, edited]) {
      expect(pulled(record, 8)).toEqual({ ...record, seen: at(8) });
      expect(pulled(record, 4)).toBe(record);
    }
  });

  test('D8 what leaves keeps its seen, and an older page does not bring it back', () => {
    const gone = pulled(clean, 7, doc('m', { _deleted: true }));
    expect(gone).toMatchObject({ kind: 'left', seen: at(7), deletion: { rev: 'm', updatedBy: 'u' } });
    expect(pulled(gone, 6)).toBe(gone);
    expect(pulled(gone, 8)).toMatchObject({ kind: 'clean' });
    expect(pulled({ kind: 'absent', id: 'd' }, 3, doc('m'), false)).toEqual({
      kind: 'left',
      id: 'd',
      seen: at(3),
    });
    expect(stepOf(clean, { type: 'evicted' }).record).toEqual({ kind: 'left', id: 'd', seen: at(5) });
  });

  test('D8 a page as of the very same point brings back what a grown window takes in, but nothing deleted', () => {
    const outside = pulled({ kind: 'absent', id: 'd' }, 3, doc('m'), false);
    expect(pulled(outside, 3)).toEqual({ kind: 'clean', id: 'd', document: doc('m'), seen: at(3) });
    expect(pulled(outside, 3, doc('m'), false)).toBe(outside);
    expect(pulled(outside, 2)).toBe(outside);
    const gone = pulled(clean, 7, doc('m', { _deleted: true }));
    expect(pulled(gone, 7, doc('m', { _deleted: true }))).toBe(gone);
  });

  test('D11 what an answer leaves behind outside of the window leaves at once', () => {
    const left = { kind: 'left', id: 'd', seen: at(9) };
    const answer = (outcome: Outcome) =>
      stepOf(sent, { type: 'answered', rev: 'r2', asOf: at(9), outcome, outside: true });
    expect(answer({ kind: 'accepted' }).record).toEqual(left);
    expect(answer({ kind: 'merged', document: doc('m') }).record).toEqual(left);
    expect(answer(refusal).record).toEqual(left);
    expect(answer(refusal).attention).toMatchObject({ document: { rev: 'r2' } });
  });

  test('D11 only clean documents are evicted', () => {
    for (const record of [unsent, sent, edited])
      expect(stepOf(record, { type: 'evicted' }).record).toBe(record);
  });

  test('D15 only what the server never heard of is dropped without an answer', () => {
    const { seen: _, ...unheard } = { ...unsent, base: null };
    expect(stepOf(unheard, { type: 'withdraw' }).record).toEqual({ kind: 'absent', id: 'd' });
    for (const record of [unsent, { ...unsent, base: null }, sent, edited, clean])
      expect(stepOf(record, { type: 'withdraw' }).record).toBe(record);
  });
});

describe('what is stored', () => {
  test('every state is read back as it was written', () => {
    const states: DeviceRecord[] = [
      { kind: 'absent', id: 'd' },
      { kind: 'left', id: 'd', seen: at(1) },
      { kind: 'left', id: 'd', seen: at(1), deletion: { rev: 'r', updatedAt: 't', updatedBy: 'u' } },
      clean,
      unsent,
      { ...unsent, document: doc('r4', { _deleted: true }) },
      sent,
      edited,
    ];
    for (const state of states) {
      const { fields, deleted } = encodeRecord(state);
      expect(decodeRecord('d', fields, deleted)).toEqual(state);
    }
  });

  test('no collection has a field of the name of one of the device’s own', () => {
    for (const { schema } of Object.values(collections))
      for (const field of LOCAL_FIELDS) expect(Object.keys(schema.properties)).not.toContain(field);
  });
});

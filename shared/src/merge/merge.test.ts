import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WireDocument } from '../protocol/document.ts';
import { merge, type Merged, type Side } from './merge.ts';
import { sentSide } from './stamps.ts';
import {
  changedUnits,
  fieldsOf,
  getUnit,
  sameContent,
  sameValue,
  setUnit,
  shapeOf,
  unitsOf,
  type UnitShape,
} from './units.ts';

const shape: UnitShape = { byKey: new Set(['days']), defaults: { active: true } };
const ANN = '00000000-0000-7000-8000-00000000000a';
const BEA = '00000000-0000-7000-8000-00000000000b';

const at = (n: number): string => new Date(Date.UTC(2026, 10, 24, 6, 0, n)).toISOString();

const doc = (fields: Readonly<Record<string, unknown>>, rev = 'r', time = 0, by = ANN): WireDocument => ({
  id: 'x',
  rev,
  updatedAt: at(time),
  updatedBy: by,
  ...fields,
});

const side = (document: WireDocument, stamps: Readonly<Record<string, string>> = {}): Side =>
  sentSide(document, stamps, { now: at(10_000), latest: at(10_000) });

const content = (merged: Merged) => {
  const { id: _i, rev: _r, updatedAt: _a, updatedBy: _b, ...fields } = merged.document;
  return fields;
};

const value = fc.constantFrom<unknown>(undefined, 1, 2, 'a', { p: 1, q: [1, 2] }, [1, { z: 1 }], true);
const fields = fc
  .record({
    name: value,
    note: value,
    active: fc.constantFrom(undefined, true, false),
    mon: value,
    tue: value,
    _deleted: fc.constantFrom(undefined, undefined, true),
  })
  .map(({ mon, tue, ...rest }) => {
    const days = Object.entries({ mon, tue }).filter(([, part]) => part !== undefined);
    return Object.fromEntries(
      Object.entries({ ...rest, days: days.length > 0 ? Object.fromEntries(days) : undefined }).filter(
        ([, part]) => part !== undefined,
      ),
    );
  });
const stamps = fc.dictionary(
  fc.constantFrom('name', 'note', 'active', 'days.mon', 'days.tue', '_deleted'),
  fc.nat(5).map(at),
);
const sideNamed = (rev: string) =>
  fc
    .tuple(fields, stamps, fc.nat(5), fc.constantFrom(ANN, BEA))
    .map(([set, marks, time, by]) => side(doc(set, rev, time, by), marks));
const base = fc.option(
  fields.map((set) => doc(set, 'base')),
  { nil: null },
);
const RUNS = { seed: 31, numRuns: 2000 };

describe('units', () => {
  test('M1: equality does not see the order of keys, nor keys without a value', () => {
    expect(sameValue({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 })).toBe(true);
    expect(sameValue({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(sameValue([1, 2], [2, 1])).toBe(false);
    expect(sameValue({}, [])).toBe(false);
    expect(sameValue({ constructor: 1 }, {})).toBe(false);
    expect(sameValue(Number.NaN, 0)).toBe(false);
  });

  test('M1: who wrote, when and under which rev are no units', () => {
    expect(changedUnits(shape, doc({ name: 'a' }, 'r1', 1, ANN), doc({ name: 'a' }, 'r2', 2, BEA))).toEqual(
      [],
    );
  });

  test('M3: an absent unit equals its default, and null is nothing set', () => {
    expect(changedUnits(shape, null, doc({ active: true }))).toEqual([]);
    expect(changedUnits(shape, doc({ active: true }), null)).toEqual([]);
    expect(changedUnits(shape, null, doc({ active: false, name: 'a' })).toSorted()).toEqual([
      'active',
      'name',
    ]);
    expect(sameContent(shape, doc({ days: {} }), doc({}))).toBe(true);
  });

  test('each key of a field by key is a unit, dots in keys included', () => {
    const week = doc({ days: { mon: [1], 'a.b': [2] } });
    expect([...unitsOf(shape, week).keys()]).toEqual(['days.mon', 'days.a.b']);
    expect(getUnit(shape, week, 'days.a.b')).toEqual([2]);
    expect(setUnit(shape, week, 'days.a.b', undefined)['days']).toEqual({ mon: [1] });
    expect(
      setUnit(shape, setUnit(shape, week, 'days.a.b', undefined), 'days.mon', undefined),
    ).not.toHaveProperty('days');
  });

  test('units make up the document that they were taken from', () => {
    fc.assert(
      fc.property(fields, (set) => {
        const { _deleted: _, ...kept } = set;
        expect(sameValue(fieldsOf(shape, unitsOf(shape, doc(kept))), kept)).toBe(true);
      }),
      RUNS,
    );
  });

  test('setting a unit changes it and nothing else', () => {
    fc.assert(
      fc.property(fields, fc.constantFrom('name', 'days.mon', 'days.wed'), value, (set, unit, next) => {
        const before = doc(set);
        const after = setUnit(shape, before, unit, next);
        expect(sameValue(getUnit(shape, after, unit), next)).toBe(true);
        expect(changedUnits(shape, before, after).filter((changed) => changed !== unit)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('a key named like a part of a prototype is a key', () => {
    const certificates = JSON.parse(
      '{"__proto__": {"number": "1"}, "constructor": {"number": "2"}}',
    ) as unknown;
    const real = shapeOf('employees');
    const made = fieldsOf(real, unitsOf(real, doc({ certificates })));
    expect(JSON.stringify(made)).toBe(JSON.stringify({ certificates }));
  });
});

describe('merging two states', () => {
  test('M7: a base that names parts of a prototype puts nothing into the result', () => {
    const forged = JSON.parse(
      '{"id":"x","rev":"b","updatedAt":"","updatedBy":"","__proto__":{"a":1},"toString":1,"note":"n"}',
    ) as WireDocument;
    const merged = merge(
      shapeOf('regions'),
      forged,
      side(doc({ name: 'North' }, 'a')),
      side(doc({ code: 'N' }, 'b')),
    );
    expect(Object.keys(content(merged)).toSorted()).toEqual(['code', 'name']);
  });

  test('M2: edits of different units both hold, without losers', () => {
    const was = doc({ name: 'a', days: { mon: [1] } });
    const mine = side(doc({ name: 'b', days: { mon: [1] } }, 'm', 1));
    const theirs = side(doc({ name: 'a', days: { mon: [1], tue: [2] } }, 't', 2, BEA));
    const merged = merge(shape, was, mine, theirs);
    expect(content(merged)).toEqual({ name: 'b', days: { mon: [1], tue: [2] } });
    expect(merged.losers).toEqual([]);
  });

  test('M2: a value taken out on one side stays out', () => {
    const merged = merge(
      shape,
      doc({ name: 'a', note: 'n' }),
      side(doc({ note: 'n' }, 'm')),
      side(doc({ name: 'a', note: 'o' }, 't')),
    );
    expect(content(merged)).toEqual({ note: 'o' });
  });

  test('M3: two new documents of one id merge as if nothing had been set', () => {
    const merged = merge(
      shape,
      null,
      side(doc({ name: 'a' }, 'm', 1)),
      side(doc({ name: 'b', note: 'n' }, 't', 2)),
    );
    expect(content(merged)).toEqual({ name: 'b', note: 'n' });
    expect(merged.losers).toMatchObject([{ unit: 'name', lost: 'a', kept: 'b', lostRev: 'm' }]);
  });

  test('M4: the later mark of the unit decides, not the time of the document', () => {
    const was = doc({ name: 'a' });
    const mine = side(doc({ name: 'mine' }, 'm', 9), { name: at(1) });
    const theirs = side(doc({ name: 'theirs' }, 't', 5, BEA), { name: at(2) });
    const merged = merge(shape, was, mine, theirs);
    expect(merged.document['name']).toBe('theirs');
    expect(merged.losers).toEqual([
      {
        unit: 'name',
        lost: 'mine',
        lostBy: ANN,
        lostAt: at(1),
        lostRev: 'm',
        kept: 'theirs',
        keptBy: BEA,
        keptAt: at(2),
      },
    ]);
  });

  test('M4: ties go to the greater user, then to the greater rev', () => {
    const was = doc({});
    const name = (mine: Side, theirs: Side) => merge(shape, was, mine, theirs).document['name'];
    expect(name(side(doc({ name: 1 }, 'z', 1, ANN)), side(doc({ name: 2 }, 'a', 1, BEA)))).toBe(2);
    expect(name(side(doc({ name: 1 }, 'z', 1, ANN)), side(doc({ name: 2 }, 'a', 1, ANN)))).toBe(1);
  });

  test('M5: exchanging the sides changes nothing', () => {
    fc.assert(
      fc.property(base, sideNamed('a'), sideNamed('b'), (was, a, b) => {
        const [one, other] = [merge(shape, was, a, b), merge(shape, was, b, a)];
        expect(sameValue(one.document, other.document)).toBe(true);
        const named = (merged: Merged) => new Set(merged.losers.map((lost) => JSON.stringify(lost)));
        expect(named(one)).toEqual(named(other));
        expect(new Map(one.marks)).toEqual(new Map(other.marks));
      }),
      RUNS,
    );
  });

  test('M6: a state merged with itself is itself', () => {
    fc.assert(
      fc.property(base, sideNamed('a'), (was, a) => {
        const merged = merge(shape, was, a, a);
        expect(sameContent(shape, merged.document, a.document)).toBe(true);
        expect(merged.losers).toEqual([]);
      }),
      RUNS,
    );
  });

  test('M6: merging mine again into the result changes nothing', () => {
    fc.assert(
      fc.property(base, sideNamed('a'), sideNamed('b'), (was, mine, theirs) => {
        const once = merge(shape, was, mine, theirs);
        const result: Side = {
          document: { ...once.document, rev: 'merged' },
          markOf: (unit) => once.marks.get(unit) ?? theirs.markOf(unit),
        };
        const twice = merge(shape, was, mine, result);
        expect(changedUnits(shape, once.document, twice.document)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('M7: each value of the result is one side’s', () => {
    fc.assert(
      fc.property(base, sideNamed('a'), sideNamed('b'), (was, a, b) => {
        const { document } = merge(shape, was, a, b);
        for (const [unit, merged] of unitsOf(shape, document))
          expect(
            sameValue(merged, getUnit(shape, a.document, unit)) ||
              sameValue(merged, getUnit(shape, b.document, unit)),
          ).toBe(true);
        expect(document._deleted === true).toBe(
          document._deleted === true && (a.document._deleted === true || b.document._deleted === true),
        );
      }),
      RUNS,
    );
  });

  test('M7: each changed value of a living side is in the living result or among the losers', () => {
    fc.assert(
      fc.property(base, sideNamed('a'), sideNamed('b'), (was, a, b) => {
        const { document, losers } = merge(shape, was, a, b);
        for (const { document: one } of [a, b]) {
          if (one._deleted === true) continue;
          for (const unit of changedUnits(shape, was, one)) {
            const mine = getUnit(shape, one, unit);
            const holds = document._deleted !== true && sameValue(getUnit(shape, document, unit), mine);
            const recorded = losers.some((lost) => lost.unit === unit && lost.lostRev === one.rev);
            expect(holds || recorded).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  test('M7: a deletion is in the result or among the losers', () => {
    fc.assert(
      fc.property(base, sideNamed('a'), sideNamed('b'), (was, a, b) => {
        const { document, losers } = merge(shape, was, a, b);
        const newlyDeleted = was?._deleted !== true && [a, b].some((one) => one.document._deleted === true);
        const accounted = document._deleted === true || losers.some(({ unit }) => unit === '_deleted');
        expect(accounted || !newlyDeleted).toBe(true);
      }),
      RUNS,
    );
  });

  test('M8: the later side lends its author and time', () => {
    const merged = merge(shape, doc({}), side(doc({ name: 1 }, 'm', 3)), side(doc({ note: 1 }, 't', 2, BEA)));
    expect(merged.document).toMatchObject({ updatedAt: at(3), updatedBy: ANN });
  });
});

describe('deletion against edit', () => {
  const was = doc({ name: 'a', note: 'n' });
  const deletion = (time: number) => side(doc({ name: 'a', note: 'n', _deleted: true }, 'd', time));
  const edit = (time: number) => side(doc({ name: 'b', note: 'n' }, 'e', time, BEA));

  test('M9: a later deletion wins, and the values it removed are losers', () => {
    const merged = merge(shape, was, deletion(2), edit(1));
    expect(merged.document._deleted).toBe(true);
    expect(merged.losers).toMatchObject([
      { unit: 'name', lost: 'b', lostBy: BEA, keptBy: ANN, keptAt: at(2) },
    ]);
  });

  test('M9: a later edit wins, and the deletion is the loser', () => {
    const merged = merge(shape, was, deletion(1), edit(2));
    expect(content(merged)).toEqual({ name: 'b', note: 'n' });
    expect(merged.losers).toMatchObject([{ unit: '_deleted', lost: true, lostBy: ANN, keptBy: BEA }]);
  });

  test('M9: an edit that outlives a deletion brings back what was acknowledged before it', () => {
    const tombstone = side(doc({ name: 'a', note: 'acknowledged', _deleted: true }, 'd', 5), { note: at(1) });
    const merged = merge(shape, was, side(doc({ name: 'b', note: 'n' }, 'e', 6, BEA)), tombstone);
    expect(content(merged)).toEqual({ name: 'b', note: 'acknowledged' });
  });

  test('M9: a deletion meets nothing but a new rev: it wins without losers', () => {
    const merged = merge(shape, was, deletion(1), side(doc({ name: 'a', note: 'n' }, 'e', 2)));
    expect([merged.document._deleted, merged.losers]).toEqual([true, []]);
  });

  test('M9: somebody who saw the tombstone and brought the document back is not overruled', () => {
    const tombstone = doc({ name: 'a', _deleted: true }, 'd', 5);
    const merged = merge(
      shape,
      tombstone,
      side(doc({ name: 'a' }, 'm', 1)),
      side({ ...tombstone, rev: 'd2' }),
    );
    expect(merged.document._deleted).toBeUndefined();
  });
});

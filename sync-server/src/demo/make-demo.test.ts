import { describe, expect, test } from 'vitest';
import { Ajv } from 'ajv';
import type { AnyDocument } from 'shared/schema/collections.ts';
import { COLLECTION_NAMES, collections } from 'shared/schema/collections.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { isInstant } from 'shared/lib/instants.ts';
import { companyOf } from './company.ts';
import { demoChunks, makeDemo, type DemoCompany } from './make-demo.ts';
import { siteMs, OFFICE_ZONE } from './time.ts';

const TODAY = '2026-11-24';
const small = makeDemo('S', TODAY);
const middle = makeDemo('M', TODAY);

const ajv = new Ajv({ strict: false, formats: { date: true, 'date-time': true } });
const everything = (demo: DemoCompany): AnyDocument[] =>
  COLLECTION_NAMES.flatMap((name) => [...demo.documents[name]]);

describe.each([
  ['S', small],
  ['M', middle],
] as const)('the demo company of size %s', (_, demo) => {
  test.each(COLLECTION_NAMES)('has documents in %s, each as the schema says', (name) => {
    const valid = ajv.compile(collections[name].schema);
    expect(demo.documents[name].length).toBeGreaterThan(0);
    const wrong = (demo.documents[name] as AnyDocument[]).find((document) => !valid(document));
    expect(wrong && { wrong, errors: valid.errors }).toBeUndefined();
  });

  test('names each document once', () => {
    for (const name of COLLECTION_NAMES) {
      const ids = demo.documents[name].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('was written by its users, and nothing of it later than now', () => {
    const users = new Set(demo.users.map(({ id }) => id));
    const now = new Date(siteMs(TODAY, 7 * 60 + 41, OFFICE_ZONE)).toISOString();
    const wrong = everything(demo).find(
      ({ updatedBy, updatedAt }) => !users.has(updatedBy) || updatedAt > now || !isInstant(updatedAt),
    );
    expect(wrong).toBeUndefined();
  });

  test('sets no field to null', () => {
    expect(
      everything(demo).find((document) => /:null|"undefined"|NaN/.test(JSON.stringify(document))),
    ).toBeUndefined();
  });
});

describe('the same day and size', () => {
  test('give the same company', () => {
    expect(JSON.stringify(makeDemo('S', TODAY))).toBe(JSON.stringify(small));
  });

  test('at another hour give the same people and jobs, and other loads', () => {
    const later = makeDemo('S', TODAY, { nowMs: siteMs(TODAY, 15 * 60, OFFICE_ZONE) });
    const ids = (demo: DemoCompany) =>
      [...demo.documents.employees, ...demo.documents.projects].map(({ id }) => id);
    expect(ids(later)).toEqual(ids(small));
    expect(later.documents.loads).not.toEqual(small.documents.loads);
  });
});

describe('any day, at any hour', () => {
  const days = ['2026-11-29', '2026-12-31', '2027-01-01', '2027-03-14', '2027-11-07', '2028-02-29'];
  test.each(days.flatMap((day) => [3, 721, 1_437].map((minute) => [day, minute] as const)))(
    '%s, minute %i: valid, of that week, with a pour that the foreman runs and one to come',
    (day, minute) => {
      const { documents } = makeDemo('S', day, { nowMs: siteMs(day, minute, OFFICE_ZONE) });
      for (const name of COLLECTION_NAMES) {
        const valid = ajv.compile(collections[name].schema);
        expect(
          (documents[name] as readonly AnyDocument[]).find((document) => !valid(document)),
        ).toBeUndefined();
      }
      const foreman = documents.employees.find(({ userId }) => userId !== undefined);
      const own = documents.pours.filter(({ foremanId }) => foremanId === foreman?.id);
      expect(own.some(({ status }) => status === 'in_progress')).toBe(true);
      const soon = new Set([day, addDays(day, 1)]);
      expect(own.some((pour) => pour.status === 'scheduled' && soon.has(pour.day ?? ''))).toBe(true);
      const weeks = documents.schedule_weeks.map(({ weekStart }) => weekStart).sort();
      expect([weeks[0], weeks.at(-1)]).toEqual([addDays(mondayOf(day), -91), addDays(mondayOf(day), 56)]);
    },
  );

  test('a moment of another day is refused', () => {
    expect(() => makeDemo('S', TODAY, { nowMs: siteMs(TODAY, -60, OFFICE_ZONE) })).toThrow(TODAY);
  });
});

describe('more history', () => {
  test('of years is the same company, longer', () => {
    const weeks = (demo: DemoCompany) =>
      new Set(demo.documents.schedule_weeks.map(({ weekStart }) => weekStart)).size;
    const long = makeDemo('S', TODAY, { years: 2 });
    expect(weeks(long)).toBe(104 + 1 + 8);
    expect(weeks(small)).toBe(13 + 1 + 8);
    expect(long.documents.projects.map(({ id }) => id)).toEqual(small.documents.projects.map(({ id }) => id));
  });
});

describe('a large company', () => {
  test('comes a week at a time: 2,000 people, 250 pours', () => {
    const counts = new Map<string, number>();
    for (const { collection, documents } of demoChunks(companyOf('L', TODAY))) {
      if (counts.has(collection)) break;
      counts.set(collection, documents.length);
    }
    expect([...counts.values()].length).toBe(COLLECTION_NAMES.length);
    expect(counts.get('employees')).toBe(2_000);
    expect(counts.get('schedule_weeks')).toBe(2_000);
    expect(counts.get('pours')).toBe(250);
    expect(counts.get('loads')).toBeGreaterThan(1_500);
  });
});

import { describe, expect, test } from 'vitest';
import { Ajv } from 'ajv';
import type { AnyDocument } from 'shared/schema/collections.ts';
import { COLLECTION_NAMES, collections } from 'shared/schema/collections.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { isInstant } from 'shared/lib/instants.ts';
import { conflictsAmong } from 'shared/domain/pours/conflicts.ts';
import { makeDemo, type DemoCompany } from './make-demo.ts';
import { DEMO_USERS } from './company.ts';
import { siteMs, OFFICE_ZONE } from './time.ts';

const TODAY = '2026-11-24';
const small = makeDemo('S', TODAY);
const middle = makeDemo('M', TODAY);

const ajv = new Ajv({ strict: false, formats: { date: true, 'date-time': true } });
const everything = (demo: DemoCompany): AnyDocument[] =>
  COLLECTION_NAMES.flatMap((name) => [...demo.documents[name]]);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

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
      expect(new Set(ids).size, name).toBe(ids.length);
    }
  });

  test('was written by its users, and nothing of it later than now', () => {
    const users = new Set(demo.users.map(({ id }) => id));
    const now = new Date(siteMs(TODAY, 7 * 60 + 41, OFFICE_ZONE)).toISOString();
    for (const document of everything(demo)) {
      expect(users.has(document.updatedBy)).toBe(true);
      expect(document.updatedAt <= now && isInstant(document.updatedAt), document.id).toBe(true);
    }
  });

  test('sets no field to null', () => {
    expect(
      everything(demo).find((document) => /:null|"undefined"|NaN/.test(JSON.stringify(document))),
    ).toBeUndefined();
  });
});

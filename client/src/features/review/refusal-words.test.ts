import { expect, test } from 'vitest';
import { sayUnit, type Sayer } from 'shared/domain/record-words/say.ts';
import { collections, type CollectionName } from 'shared/schema/collections.ts';
import { refusalWords } from './refusal-words.ts';

const sayer: Sayer = {
  language: 'en',
  name: () => undefined,
  day: String,
  moment: String,
  number: String,
};
const words = { unit: (collection: CollectionName, unit: string) => sayUnit(sayer, collection, unit) };
const document = { id: 'x', rev: 'r', updatedAt: '', updatedBy: '' };

test('the server’s message names fields as the trade does', () => {
  expect(
    refusalWords(
      {
        collection: 'pours',
        document: { ...document, plannedPlacers: 2_145_550_128 },
        message: 'plannedPlacers is more than 100000.',
      },
      words,
    ),
  ).toBe('Placers is more than 100000.');
  expect(
    refusalWords(
      {
        collection: 'schedule_weeks',
        document: { ...document, days: { mon: [{ part: 'noon' }] } },
        message: 'days.mon.0.part is not one of the values that it may have.',
      },
      words,
    ),
  ).toBe('Monday is not one of the values that it may have.');
});

test('a word that is no field of this record stays a word', () => {
  const message = 'The note is too long.';
  expect(refusalWords({ collection: 'pours', document, message }, words)).toBe(message);
});

const FIELDS = Object.entries(collections).flatMap(([collection, { schema }]) =>
  Object.keys(schema.properties)
    .filter((field) => !['id', 'rev', 'updatedAt', 'updatedBy', '_deleted'].includes(field))
    .map((field) => [collection as CollectionName, field] as const),
);

test.each(FIELDS)('%s.%s is never shown by its raw name', (collection, field) => {
  const said = refusalWords({ collection, document: { ...document, [field]: 1 }, message: field }, words);
  expect(/[a-z][A-Z]/.test(said)).toBe(false);
});

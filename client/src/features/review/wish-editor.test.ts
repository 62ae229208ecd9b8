import { expect, test } from 'vitest';
import type { CollectionName } from 'shared/schema/collections.ts';
import { wishEditor, type WishEditor } from './wish-editor.ts';

const cases: readonly (readonly [CollectionName, string, WishEditor])[] = [
  ['loads', 'ticketNumber', { kind: 'text', isLong: false }],
  ['loads', 'note', { kind: 'text', isLong: true }],
  ['loads', 'loadCy', { kind: 'number' }],
  ['loads', 'verdict', { kind: 'choice', choices: ['accepted', 'rejected'] }],
  ['pours', 'day', { kind: 'day' }],
  ['employees', 'isForeman', { kind: 'flag' }],
  ['resources', 'details.slumpMaxIn', { kind: 'number' }],
  ['pour_events', 'fields.text', { kind: 'text', isLong: true }],
];

test.each(cases)('%s %s can be corrected in place', (collection, unit, editor) => {
  expect(wishEditor(collection, unit)).toEqual(editor);
});

test.each([
  ['schedule_weeks', 'days.thu'],
  ['schedule_weeks', 'foremanId'],
  ['loads', 'batchedAt'],
  ['pours', 'readiness.forms'],
  ['pours', 'not_a_field'],
] as const)('%s %s is sent whole or left out', (collection, unit) => {
  expect(wishEditor(collection, unit)).toEqual({ kind: 'whole' });
});

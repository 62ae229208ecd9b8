import { expect, test } from 'vitest';
import { resources } from 'shared/schema/resources.ts';
import { DETAIL_GROUPS, rangeText } from './resource-fields.ts';

test('a range says what is known of its ends', () => {
  expect(rangeText(3, 5)).toBe('3–5');
  expect(rangeText(4, 4)).toBe('4');
  expect(rangeText(3, undefined)).toBe('3+');
  expect(rangeText(undefined, 5)).toBe('≤5');
  expect(rangeText(undefined, undefined)).toBeUndefined();
});

test('every detail that a record can carry can be edited somewhere', () => {
  const edited = Object.values(DETAIL_GROUPS)
    .flat()
    .flatMap(({ fields }) => fields.map(({ key }) => key));
  expect([...new Set<string>(edited)].toSorted()).toEqual(
    Object.keys(resources.schema.properties.details.properties).toSorted(),
  );
});

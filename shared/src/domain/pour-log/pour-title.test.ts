import { expect, test } from 'vitest';
import { pourTitle } from './pour-title.ts';

test('a word that ends the job and begins the pour is said once', () => {
  expect(pourTitle({ name: 'L3 deck' }, { nickname: 'Riverside L3' })).toBe('Riverside L3 deck');
  expect(pourTitle({ name: 'Curbs east' }, { nickname: 'Riverside L3' })).toBe('Riverside L3 Curbs east');
});

test('what is missing is left out', () => {
  expect(pourTitle({ name: 'L3 deck' }, undefined)).toBe('L3 deck');
  expect(pourTitle({}, { name: 'Riverside' })).toBe('Riverside');
  expect(pourTitle({}, undefined)).toBe('');
});

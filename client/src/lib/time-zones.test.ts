import { expect, test } from 'vitest';
import { zoneChoices } from './time-zones.ts';

test('a zone nearby is called by its place and its time, in the reader’s language', () => {
  const labelOf = (language: 'en' | 'es') =>
    zoneChoices(undefined, language).find(({ id }) => id === 'America/Chicago')?.label;
  expect(labelOf('en')).toBe('Chicago, Central Time');
  expect(labelOf('es')).toBe('Chicago, hora central');
});

test('a zone far off says where it lies, and is found by its own name too', () => {
  expect(zoneChoices(undefined, 'en').find(({ id }) => id === 'Europe/Berlin')).toEqual({
    id: 'Europe/Berlin',
    label: 'Berlin',
    detail: 'Europe',
    keywords: 'Europe/Berlin Europe Berlin',
  });
});

test('the zone in use can be chosen even where the device lists it under another name', () => {
  expect(zoneChoices('US/Central', 'en').filter(({ id }) => id === 'US/Central')).toHaveLength(1);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SLUG, slugFault, slugFrom } from './slug.ts';

test.each([
  ['acme', undefined],
  ['acme-2', undefined],
  ['a', 'too_short'],
  ['', 'too_short'],
  ['a'.repeat(63), undefined],
  ['a'.repeat(64), 'too_long'],
  ['Acme', 'characters'],
  ['acme.com', 'characters'],
  ['acmé', 'characters'],
  ['-acme', 'hyphen_at_edge'],
  ['acme-', 'hyphen_at_edge'],
  ['api', 'reserved'],
])('the slug %o: %o', (slug, fault) => {
  expect(slugFault(slug)).toBe(fault);
});

test('a proposal comes from the name of the company', () => {
  expect(slugFrom('Núñez & Sons Concrete, LLC')).toBe('nunez-sons-concrete-llc');
});

test('every slug without a fault has the shape that addresses and the database know', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'z', '0', '-', 'A', '.', 'é'), maxLength: 70 }),
      (slug) => {
        if (slugFault(slug) === undefined) expect(slug).toMatch(SLUG);
      },
    ),
    { seed: 42 },
  );
});

test('a proposal is empty or has the shape of a slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      expect(slugFrom(name) === '' || SLUG.test(slugFrom(name))).toBe(true);
    }),
    { seed: 42 },
  );
});

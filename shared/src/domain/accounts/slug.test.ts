import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SLUG, slugFault, slugFrom, slugMeant, slugsLike } from './slug.ts';

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

test.each([
  [' Tri-County ', 'tri-county'],
  ['/w/tri-county', 'tri-county'],
  ['w/tri-county/schedule', 'tri-county'],
  ['https://planning.example/w/tri-county/pours?day=1#x', 'tri-county'],
  ['www.example', 'www.example'],
  ['', ''],
])('%o means %o', (typed, slug) => {
  expect(slugMeant(typed)).toBe(slug);
});

test('every slug like another is one, and none is the other', () => {
  const taken = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  const run = fc.check(
    fc.property(taken, (slug) =>
      slugsLike(slug).every((other) => other !== slug && slugFault(other) === undefined),
    ),
    { seed: 42 },
  );
  expect(run.counterexample).toBeNull();
});

test('every slug without a fault has the shape that addresses and the database know', () => {
  const typed = fc.string({ unit: fc.constantFrom('a', 'z', '0', '-', 'A', '.', 'é'), maxLength: 70 });
  const run = fc.check(
    fc.property(typed, (slug) => slugFault(slug) !== undefined || SLUG.test(slug)),
    { seed: 42 },
  );
  expect(run.counterexample).toBeNull();
});

test('a proposal is empty or has the shape of a slug', () => {
  const named = fc.string({ unit: 'grapheme', maxLength: 120 });
  const run = fc.check(
    fc.property(named, (name) => slugFrom(name) === '' || SLUG.test(slugFrom(name))),
    { seed: 42 },
  );
  expect(run.counterexample).toBeNull();
});

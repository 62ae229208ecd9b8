import { expect, test } from 'vitest';
import { isEmail, normalEmail } from './email.ts';

test.each(['ana@acme.com', 'a.b+c@sub.acme.co', "o'brien@acme.com", 'josé@acme.com'])(
  '%s is one',
  (email) => {
    expect(isEmail(email)).toBe(true);
  },
);

test.each([
  '',
  'ana',
  '@acme.com',
  'ana@acme',
  'ana@@acme.com',
  'ana@acme..com',
  'ana b@acme.com',
  'ana@acme.com\nbcc: x@y.z',
  'ana\u0000@acme.com',
  '<ana@acme.com>',
  `${'a'.repeat(250)}@acme.com`,
])('%o is none', (email) => {
  expect(isEmail(email)).toBe(false);
});

test('case and blanks around do not make another person', () => {
  expect(normalEmail('  Ana@Acme.COM ')).toBe('ana@acme.com');
});

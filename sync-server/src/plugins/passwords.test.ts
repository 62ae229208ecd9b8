import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { makePasswords } from './passwords.ts';

const make = (secretKey = 'k'.repeat(32)) =>
  makePasswords({ secretKey, random: randomBytes, cost: 4, iterations: 10 });

test('a password matches its own hash and no other does', async () => {
  const passwords = make();
  const hash = await passwords.hash('muddy boots on tuesday');
  expect(hash).toMatch(/^\$2[aby]\$04\$/);
  expect(await passwords.matches('muddy boots on tuesday', hash)).toBe(true);
  expect(await passwords.matches('muddy boots on Tuesday', hash)).toBe(false);
});

test('what stands behind the 72nd byte counts', async () => {
  const passwords = make();
  const hash = await passwords.hash(`${'x'.repeat(100)}a`);
  expect(await passwords.matches(`${'x'.repeat(100)}b`, hash)).toBe(false);
  expect(await passwords.matches(`${'x'.repeat(100)}a`, hash)).toBe(true);
});

test('two keyboards that write the same letter differently are the same person', async () => {
  const passwords = make();
  expect(await passwords.matches('cafe\u0301 con leche', await passwords.hash('caf\u00e9 con leche'))).toBe(
    true,
  );
});

test('a hash is worth nothing without the secret of the server', async () => {
  const hash = await make().hash('muddy boots on tuesday');
  expect(await make('z'.repeat(32)).matches('muddy boots on tuesday', hash)).toBe(false);
});

test('nobody has the password of an account that does not exist', async () => {
  expect(await make().matches('muddy boots on tuesday', undefined)).toBe(false);
});

test('a password of the past is recognised, and each entry has its own salt', async () => {
  const passwords = make();
  const history = await Promise.all(['one', 'two', 'one'].map((word) => passwords.past(word)));
  expect(await passwords.wasUsed('two', history)).toBe(true);
  expect(await passwords.wasUsed('three', history)).toBe(false);
  expect(history[0]?.digest.equals(history[2]?.digest ?? Buffer.alloc(0))).toBe(false);
});

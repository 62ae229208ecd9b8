import { describe, expect, test } from 'vitest';
import { passwordFault } from './password-policy.ts';

const foreman = {
  role: 'foreman',
  known: ['Acme Concrete', 'acme', 'ana.lopez@acme.com', 'Ana López'],
} as const;
const owner = { ...foreman, role: 'owner' } as const;

describe('length', () => {
  test('is 12 for those who work and 15 for those who run the workspace', () => {
    expect(passwordFault('tulip-Kra9x', foreman)).toBe('too_short');
    expect(passwordFault('tulip-Kra9xf', foreman)).toBeUndefined();
    expect(passwordFault('tulip-Kra9xfdo', owner)).toBe('too_short');
    expect(passwordFault('tulip-Kra9xfdoz', owner)).toBeUndefined();
  });

  test('counts characters as a person does', () => {
    expect(passwordFault('😀🚧🏗🧱🔨🪚🔩🪛🧰🚜🦺', foreman)).toBe('too_short');
    expect(passwordFault('😀🚧🏗🧱🔨🪚🔩🪛🧰🚜🦺🏠', foreman)).toBeUndefined();
  });
});

describe('what somebody would try first', () => {
  test.each([
    'passwordpassword',
    'Password12345!',
    'P@ssw0rd1234',
    '123456789012345',
    'qwertyuiop123',
    '1qaz2wsx3edc4rfv',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    'iloveyou1234',
    'welcome2026!!',
    'Summer2026Summer',
    'acmeconcrete2026',
    'analopez12345',
    'lopez-acme-2026',
    'Contraseña1234',
    'ConcreteForeman1',
  ])('%s', (password) => {
    expect(passwordFault(password, foreman)).toBe('common');
  });
});

describe('what nobody would', () => {
  test.each([
    'correct horse battery staple',
    'tres tristes tigres comen trigo',
    'w9#kZ2!qLm4$Tx',
    '8f3c1b9e-77aa-4c',
    'muddy boots on tuesday morning',
    '夏の日の静けさと蝉の声を聞く朝',
  ])('%s', (password) => {
    expect(passwordFault(password, foreman)).toBeUndefined();
  });
});

test('a long password costs no more than it is long', () => {
  expect(passwordFault('password'.repeat(125), foreman)).toBe('common');
});

import { describe, expect, test } from 'vitest';
import { rolePassword, rolePrefix } from './roles.ts';
import { instantFromText } from './values.ts';
import { versionProblem } from './wall.ts';

describe('the version of PostgreSQL', () => {
  test.each([140_020, 150_002, 160_003, 180_000])('%i is refused', (version) => {
    expect(versionProblem(version)).toMatch(/needed/);
  });
  test.each([150_018, 160_010, 170_006, 180_004, 190_000])('%i will do', (version) => {
    expect(versionProblem(version)).toBeUndefined();
  });
});

describe('the roles of a database', () => {
  test('are named after it, and two long names that begin alike stay apart', () => {
    expect(rolePrefix('planning_ops')).toBe('planning_ops');
    const [one, two] = ['a', 'b'].map((end) => rolePrefix('x'.repeat(62) + end));
    expect(one).not.toBe(two);
    expect(`${one}_accounts`.length).toBeLessThanOrEqual(63);
    expect(rolePrefix('Plan-Ops')).toMatch(/^plan_ops_[0-9a-f]{12}$/);
  });

  test('have passwords that differ by role and by secret', () => {
    const passwords = [rolePassword('s1', 'a'), rolePassword('s1', 'b'), rolePassword('s2', 'a')];
    expect(new Set(passwords).size).toBe(3);
    expect(rolePassword('s1', 'a')).toBe(passwords[0]);
  });
});

describe('an instant from the database', () => {
  test.each([
    ['2026-11-24 06:43:00+00', '2026-11-24T06:43:00.000Z'],
    ['2026-11-24 06:43:00.5+00', '2026-11-24T06:43:00.500Z'],
    ['2026-11-24 06:43:00.007+00', '2026-11-24T06:43:00.007Z'],
    ['2026-11-24 06:43:00.123456+00', '2026-11-24T06:43:00.123Z'],
  ])('%s is %s on the wire', (text, wire) => {
    expect(instantFromText(text)).toBe(wire);
  });
});

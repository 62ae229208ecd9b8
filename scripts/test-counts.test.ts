import { expect, test } from 'vitest';
// @ts-expect-error plain JavaScript, since it runs before anything is installed
import { addUp, countsIn, summaryOf } from './test-counts.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((state) => ({ status: state })),
});

test('tests count by their state', () => {
  const report = { testResults: [file('passed', 'passed', 'skipped'), file('failed', 'failed', 'passed')] };
  expect(countsIn(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

test('a file that does not load is a failure', () => {
  expect(countsIn({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toMatchObject({
    failed: 1,
  });
});

test('a run that ends badly for another reason is a failure', () => {
  expect(countsIn({ testResults: [file('passed', 'passed')] }, 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('a run without a report or without a test is a failure', () => {
  expect(countsIn(undefined, 0)).toMatchObject({ failed: 1 });
  expect(countsIn({ testResults: [] }, 0)).toMatchObject({ failed: 1 });
});

test('the last line', () => {
  const total = addUp({ passed: 7, failed: 0, skipped: 0 }, { passed: 5, failed: 1, skipped: 2 });
  expect(summaryOf(total)).toBe('12 passed, 1 failed, 2 skipped');
  expect(summaryOf({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
});

import { existsSync, readFileSync } from 'node:fs';

/**
 * What vitest's JSON report says. A file that could not even be loaded counts as one failure, and so does an error
 * outside of any test, which shows in the exit code alone: a run that went wrong never ends with `0 failed`.
 */
export function countsIn(report, exitCode) {
  const results = report?.testResults ?? [];
  const tests = results.flatMap((file) => file.assertionResults ?? []);
  const count = (...states) => tests.filter((test) => states.includes(test.status)).length;
  const broken = results.filter(
    (file) =>
      file.status === 'failed' && !(file.assertionResults ?? []).some((test) => test.status === 'failed'),
  ).length;
  const failed = count('failed') + broken;
  return {
    passed: count('passed'),
    failed: failed === 0 && (exitCode !== 0 || tests.length === 0) ? 1 : failed,
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
  };
}

export function countsOf(file, exitCode) {
  let report;
  try {
    report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  } catch {
    report = undefined;
  }
  return countsIn(report, exitCode);
}

export const addUp = (...counts) => ({
  passed: counts.reduce((sum, count) => sum + count.passed, 0),
  failed: counts.reduce((sum, count) => sum + count.failed, 0),
  skipped: counts.reduce((sum, count) => sum + count.skipped, 0),
});

export const summaryOf = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

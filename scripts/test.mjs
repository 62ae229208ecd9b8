import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { buildClient } from './client-build.mjs';
import { install } from './install.mjs';
import { bringPgBouncer } from './pgbouncer.mjs';
import { NOTES, pinnedEnv, run, tool } from './processes.mjs';
import { sizeBudget } from './size-budget.mjs';
import { addUp, countsOf, summaryOf } from './test-counts.mjs';

const check = (name, command, args, folder) => ({
  name,
  go: async () => (await run(tool(command, folder), args, { env: pinnedEnv() })) === 0,
});

/** Each counts as one test in the last line. */
const CHECKS = [
  check('lint', 'oxlint', ['--type-aware', '--quiet']),
  check('format', 'oxfmt', ['--check', '.']),
  check('types', 'tsc', ['--noEmit', '-p', '.']),
  check('types of the client', 'tsc', ['--noEmit', '-p', 'client']),
  check('types of the browser tests', 'tsc', ['--noEmit', '-p', 'e2e']),
  check('types of the benchmarks', 'tsc', ['--noEmit', '-p', 'bench']),
  check('types of the simulation', 'tsc', ['--noEmit', '-p', 'sim']),
  check('unused files, exports and packages', 'knip', ['--no-progress']),
  { name: 'size of the client', go: sizeBudget },
];

async function runChecks() {
  const failed = [];
  for (const { name, go } of CHECKS) {
    const started = Date.now();
    const passed = await go();
    process.stdout.write(
      `${passed ? 'ok' : 'FAILED'}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
    );
    if (!passed) failed.push(name);
  }
  return { passed: CHECKS.length - failed.length, failed: failed.length, skipped: 0 };
}

/**
 * What is played side by side, a file of each at a time: the browser's tests take most of the time, and much of that a
 * page only waits. Those of the simulation go with the rest, so that both lanes end at about the same time. The first
 * lane is shown as it goes, the others when they have ended.
 */
const LANES = [
  { name: 'browser', project: 'browser' },
  { name: 'rest', project: '!browser' },
];

async function runVitest(name, args, stdio) {
  const report = join(NOTES, `vitest-${name}.json`);
  rmSync(report, { force: true });
  const code = await run(
    tool('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { env: pinnedEnv(), stdio },
  );
  return countsOf(report, code);
}

async function runLanes() {
  const lanes = LANES.map(async ({ name, project }, at) => {
    const log = join(NOTES, `vitest-${name}.log`);
    const out = at === 0 ? 'inherit' : openSync(log, 'w');
    return {
      counts: await runVitest(name, ['--project', project, '--maxWorkers=1'], ['ignore', out, out]),
      log: at === 0 ? undefined : log,
    };
  });
  const ended = await Promise.all(lanes);
  for (const { log } of ended) if (log !== undefined) process.stdout.write(readFileSync(log));
  return addUp(...ended.map(({ counts }) => counts));
}

/**
 * Lint, types and all tests. The last line is `N passed, N failed`; the exit code is 0 only when nothing failed.
 * Arguments, such as `--project unit`, go to vitest, which then runs once.
 */
export async function test(args) {
  await install();
  process.env.CHROMIUM_PATH = await findChromium();
  await bringPgBouncer();
  await buildClient();
  const checks = await runChecks();
  mkdirSync(NOTES, { recursive: true });
  const tests = args.length > 0 ? await runVitest('asked', args, 'inherit') : await runLanes();
  const total = addUp(checks, tests);
  process.stdout.write(`\n${summaryOf(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PARTS, type Part } from './parts.ts';
import { sumOf, tableOf, type Ran } from './report.ts';
import type { Tally } from './tally.ts';

const ROOT = resolve(import.meta.dirname, '..');
const REPORT = join(ROOT, 'sim/report.json');
const NOTES = join(ROOT, 'node_modules/.cache/planning-ops');
const names = PARTS.map(({ name }) => name);

const USAGE = `usage: npm run sim -- [--long] [--only ${names.join('|')}] [--seed N] [--schedules N] [--minutes N]\n`;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        long: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string' },
        schedules: { type: 'string' },
        minutes: { type: 'string' },
      },
    });
    const only = values.only.flatMap((text) => text.split(','));
    const unknown = only.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`There is no part ${unknown}.`);
    return { ...values, parts: PARTS.filter(({ name }) => only.length === 0 || only.includes(name)) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** A file that could not be loaded, or an exit code without a failed test, counts as one failure. */
function resultsOf(file: string, exitCode: number): { passed: number; failed: number } {
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : undefined;
  const files = report?.testResults ?? [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const failed =
    tests.filter(({ status }) => status === 'failed').length +
    files.filter(
      (one) => one.status === 'failed' && one.assertionResults.every(({ status }) => status !== 'failed'),
    ).length;
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return { passed, failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed };
}

function runVitest({ project, files }: Part, report: string, env: NodeJS.ProcessEnv): Promise<number> {
  const vitest = join(ROOT, 'node_modules/.bin/vitest');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(vitest, ['run', '--project', project, ...reporters, ...files], {
    cwd: ROOT,
    stdio: 'inherit',
    env,
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => done(code ?? 130));
  });
}

async function runPart(part: Part, env: NodeJS.ProcessEnv): Promise<Ran> {
  const tallies = join(NOTES, `sim-${part.name}.jsonl`);
  const report = join(NOTES, `sim-${part.name}.json`);
  for (const file of [tallies, report]) rmSync(file, { force: true });
  const started = Date.now();
  const code = await runVitest(part, report, { ...env, SIM_TALLIES: tallies });
  const lines = existsSync(tallies) ? readFileSync(tallies, 'utf8').split('\n').filter(Boolean) : [];
  return {
    part: part.name,
    title: part.title,
    seconds: (Date.now() - started) / 1000,
    ...resultsOf(report, code),
    tally: sumOf(lines.map((line) => JSON.parse(line) as Tally)),
  };
}

const { long, seed, schedules, minutes, parts } = readArguments();
const env = {
  ...process.env,
  ...(long && { SIM_LONG: '1' }),
  ...(seed !== undefined && { SIM_SEED: seed }),
  ...(schedules !== undefined && { SIM_SCHEDULES: schedules }),
  ...(minutes !== undefined && { SIM_MINUTES: minutes }),
};
mkdirSync(NOTES, { recursive: true });
const ran: Ran[] = [];
for (const part of parts) ran.push(await runPart(part, env));
writeFileSync(REPORT, `${JSON.stringify({ at: new Date().toISOString(), long, seed, ran }, undefined, 2)}\n`);
process.stdout.write(`\n${tableOf(ran)}\n`);
const total = (key: 'passed' | 'failed'): number => ran.reduce((sum, one) => sum + one[key], 0);
process.stdout.write(
  `The report is in sim/report.json.\n\n${total('passed')} passed, ${total('failed')} failed\n`,
);
process.exitCode = total('failed') === 0 ? 0 : 1;

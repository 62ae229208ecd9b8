import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOver, schedules, seed } from '../settings.ts';
import { notReached, tell } from '../tally.ts';
import { syncTest, type SyncTest } from '../../sync-server/test/sync.ts';
import { MUTATIONS } from './evil.ts';
import { Fuzz } from './fuzz.ts';

const BODIES = schedules({ ci: 2_500, long: 100_000 });
const AT_ONCE = 8;

let server: SyncTest;
let fuzz: Fuzz;
beforeAll(async () => {
  server = await syncTest();
  fuzz = await Fuzz.open(server);
});
afterAll(() => server.close());

test(`I3 ${BODIES} requests of every call, mutated: no 5xx, no byte of another company, a code in every refusal`, async () => {
  const before = await fuzz.possessions();
  const faults: string[] = [];
  const shoot = async (at: number): Promise<void> => {
    // What the description does not promise throws, as does a server that ended.
    const fault = await fuzz.shoot(at).catch((error: unknown) => String(error));
    if (fault !== undefined) faults.push(`seed ${at}: ${fault}`);
  };
  for (let n = 0; n < BODIES && faults.length < 20 && !isOver(); n += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => shoot(seed + n + k)));
  tell({
    part: 'fuzz',
    schedules: BODIES,
    faults: Object.fromEntries(fuzz.mutations),
    states: Object.fromEntries(fuzz.answers),
    broken: { '5xx, foreign bytes or refusals without a code': faults.length },
  });
  expect(faults).toEqual([]);
  expect(await fuzz.possessions()).toBe(before);
  expect((await server.app.inject('/health/ready')).statusCode).toBe(200);
  expect(notReached(fuzz.mutations, MUTATIONS)).toEqual([]);
  const met = new Set([...fuzz.answers.keys()].map((name) => name.replace(/ (taken|refused)$/, '')));
  expect(fuzz.operations.filter((name) => !met.has(name))).toEqual([]);
}, 3_600_000);

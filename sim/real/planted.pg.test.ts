import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../../client/src/sync/api.ts';
import { seed } from '../settings.ts';
import { tell } from '../tally.ts';
import { COMPOSED } from './composed.ts';
import { scheduleOf } from './kept.ts';
import { Broken } from './oracle.ts';
import { NO_PULL_ON_RECONNECT, PLANTED } from './planted.ts';
import { missAWrite } from './reconnect.ts';
import { play } from './schedule.ts';
import { World } from './world.ts';

/** No more than CI plays without a planted bug. */
const SCHEDULES = 50;

/** A broken promise, or an answer that stops a device though nothing is wrong with it. */
const isCaught = (error: unknown): boolean => error instanceof Broken || error instanceof ApiProblem;

describe('planted bugs of SQL, the server and the device', () => {
  test.each(PLANTED)('$bug is caught', { timeout: 300_000 }, async ({ bug, server, client }) => {
    await using world = await World.open(server);
    let found: unknown;
    const schedules = [...COMPOSED, ...Array.from({ length: SCHEDULES }, (_, n) => scheduleOf(seed + n))];
    for (const schedule of schedules) {
      found = await play(world, schedule, { faults: new Map(), states: new Map() }, client).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (found !== undefined) break;
    }
    tell({ part: 'real', planted: { [bug]: isCaught(found) } });
    expect(found, bug).toSatisfy(isCaught);
  });

  test('no pull on reconnect is caught', async () => {
    await using world = await World.open();
    const { bug, client } = NO_PULL_ON_RECONNECT;
    const found: unknown = await missAWrite(world, client).then(
      () => undefined,
      (error: unknown) => error,
    );
    tell({ part: 'real', planted: { [bug]: found instanceof Broken } });
    expect(found).toBeInstanceOf(Broken);
  });
});

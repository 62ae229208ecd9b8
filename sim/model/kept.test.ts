import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TRANSITIONS } from '../../client/src/sync/document.ts';
import { KEPT, type Kept } from './campaign.ts';
import { play } from './schedule.ts';

const kept = readdirSync(KEPT)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(KEPT, name), 'utf8')) as Kept)
  .map((one) => [`${one.promise} ${one.what}`, one.schedule] as const);

describe('schedules that once broke a promise', () => {
  test.each(kept)('%s', async (_what, schedule) => {
    await expect(play(schedule)).resolves.toBeDefined();
  });
});

test('every event has a rule in every state', () => {
  const events = Object.keys(TRANSITIONS.absent);
  for (const cells of Object.values(TRANSITIONS)) expect(Object.keys(cells)).toEqual(events);
});

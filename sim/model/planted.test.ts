import { describe, expect, test } from 'vitest';
import { tell } from '../tally.ts';
import { hunt } from './campaign.ts';
import { PLANTED } from './planted.ts';
import { busyDevices } from './schedule.ts';

/** As many as CI plays of the product itself. */
const SCHEDULES = 20_000;

describe('the model would notice it if', () => {
  test.each(Object.entries(PLANTED))('%s', { timeout: 600_000 }, async (name, planted) => {
    const broken = await hunt(busyDevices, SCHEDULES, planted);
    tell({ part: 'model', planted: { [name]: broken !== undefined } });
    expect(broken).toBeDefined();
  });
});

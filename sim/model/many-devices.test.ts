import { expect, test } from 'vitest';
import { schedules } from '../settings.ts';
import { campaign } from './campaign.ts';
import { manyDevices } from './schedule.ts';

const SCHEDULES = schedules({ ci: 10_000, long: 100_000 });

test(
  `I1 I2 I4 I5 I6 I7 I8 I9 I10 I11 hold in ${SCHEDULES} schedules of three or four devices`,
  { timeout: 3_600_000 },
  async () => {
    const { broken, tooRare } = await campaign(manyDevices, SCHEDULES);
    expect(broken).toBeUndefined();
    expect(tooRare).toEqual([]);
  },
);

import { expect, test } from 'vitest';
import { rolesToGive } from './team.ts';

test('owners give every role, administrators all but theirs above, others none', () => {
  expect(rolesToGive('owner')).toEqual(['viewer', 'foreman', 'scheduler', 'admin', 'owner']);
  expect(rolesToGive('admin')).toEqual(['viewer', 'foreman', 'scheduler', 'admin']);
  for (const role of ['scheduler', 'foreman', 'viewer'] as const) expect(rolesToGive(role)).toEqual([]);
});

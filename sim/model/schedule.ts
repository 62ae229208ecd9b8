import fc from 'fast-check';
import { ACTIONS, actionOf, type ActionName } from './actions.ts';
import type { Planted } from './plan.ts';
import { World, type Shape } from './world.ts';

/** What happens, to which device and tab, and two numbers that say how. */
export type Command = readonly [ActionName, number, number, number];

/** Everything that happens in one world: the same schedule gives the same end. */
export interface Schedule {
  readonly shape: Shape;
  readonly commands: readonly Command[];
}

const NAMES = (Object.keys(ACTIONS) as ActionName[]).flatMap((name) =>
  Array.from({ length: ACTIONS[name][0] }, () => name),
);

const command: fc.Arbitrary<Command> = fc.tuple(
  fc.nat(NAMES.length - 1).map((at) => NAMES[at] ?? 'edit'),
  fc.nat(11),
  fc.nat(3),
  fc.nat(63),
);

const withDevices = (min: number, max: number, tabs = 1): fc.Arbitrary<Schedule> =>
  fc.record({
    shape: fc.record({
      devices: fc.integer({ min, max }),
      tabs: fc.integer({ min: tabs, max: 3 }),
      collections: fc.integer({ min: 1, max: 2 }),
      torn: fc.boolean(),
    }),
    commands: fc.array(command, { minLength: 1, maxLength: 60, size: 'max' }),
  });

export const fewDevices = withDevices(1, 2);
export const manyDevices = withDevices(3, 4);
/** With several tabs each: most of what can be planted shows where two of them are at work. */
export const busyDevices = withDevices(2, 3, 2);

/** Plays a schedule to its end, and throws where a promise was broken. */
export async function play({ shape, commands }: Schedule, planted: Planted = {}): Promise<World> {
  const world = new World(shape, planted);
  for (const [name, who, which, how] of commands) {
    world.tick();
    const device = world.devices[who % world.devices.length];
    if (device) await actionOf(name)(world, device.tab(who >> 2), which, how);
    await world.settle();
  }
  await world.heal();
  return world;
}

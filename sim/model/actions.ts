import { NoLine } from '../../client/src/sync/api.ts';
import { startOver } from '../../client/src/sync/pull.ts';
import { count } from '../tally.ts';
import type { Tab } from './device.ts';
import { edit, form, place, retry, toggle } from './people.ts';
import type { World } from './world.ts';

/** One thing that happens to a tab, or around it; the numbers say how. */
type Action = (world: World, tab: Tab, which: number, how: number) => void | Promise<void>;

const ALWAYS = Number.POSITIVE_INFINITY;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TEN_YEARS_MS = 3_653 * DAY_MS;

/** How far a tab goes before it stands still. */
const stepsOf = (how: number): number => (how % 3 === 0 ? how >> 2 : ALWAYS);

/** Some trouble passes by itself after a few commands, so that it does not stand in the way of all others. */
const passing = (world: World, how: number, end: () => void): void => world.later(2 + (how % 12), end);

// What a tab does

function begin(world: World, tab: Tab, which: number, how: number): Promise<void> {
  tab.exchange({ push: how % 4 !== 3, digest: how % 8 === 1 }, 1 + (which % 3));
  tab.strand.run(stepsOf(how));
  return world.settle();
}

async function exchangeWhole(world: World, tab: Tab, which: number, how: number): Promise<void> {
  if (world.cut.has(tab.device)) return;
  tab.exchange({ push: how % 6 !== 5, digest: how % 8 === 1 }, 1 + (which % 3));
  await world.runTab(tab);
}

function goOn(world: World, tab: Tab, _which: number, how: number): Promise<void> {
  if (tab.strand.isHeld) count(world.states, 'went on after it was frozen');
  tab.strand.run(how % 4 === 0 ? ALWAYS : 1 + (how >> 2));
  return world.settle();
}

function kill(world: World, tab: Tab, which: number): void {
  if (tab.strand.isHeld) count(world.states, 'killed between two steps');
  if (which === 0) tab.device.killAll();
  else tab.device.kill(tab.device.tabs.indexOf(tab));
  count(world.states, 'tab killed');
}

function beginAgain(world: World, tab: Tab, which: number): Promise<void> {
  if (tab.device.hasUnsent) count(world.states, 'started over with work unsent');
  count(world.states, 'started over');
  tab.work(startOver(tab.db, world.collectionAt(which)));
  return world.settle();
}

// What the network does

async function deliver(world: World, _tab: Tab, _which: number, how: number): Promise<void> {
  const { messages } = world.network;
  if (messages.length === 0) return;
  const at = how % 4 === 0 ? how >> 1 : 0;
  if (at % messages.length > 0) count(world.states, 'reordered');
  const message = world.network.take(at);
  if (message === undefined) return;
  const device = world.deviceOf(message.by);
  if (device && world.cut.has(device)) {
    count(world.states, 'lost on a cut line');
    message.waiting.end({ error: new NoLine('the line is cut') });
  } else {
    const reply = world.arrive(message, stepsOf(how));
    if (reply && how % 2 === 0) {
      messages.pop();
      world.arrive(reply, stepsOf(how));
    }
  }
  await world.settle();
}

function drop(world: World, _tab: Tab, _which: number, how: number): Promise<void> {
  const lost = world.network.drop(how);
  if (lost) count(world.states, lost.outcome ? 'answer lost' : 'call lost');
  return world.settle();
}

function duplicate(world: World, _tab: Tab, _which: number, how: number): void {
  if (world.network.duplicate(how)) count(world.states, 'call duplicated');
}

function giveUp(world: World, tab: Tab, _which: number, how: number): Promise<void> {
  if (world.network.giveUp(tab.strand, how % 2 === 0) > 0) count(world.states, 'gave up waiting');
  return world.settle();
}

function cutLine(world: World, { device }: Tab, _which: number, how: number): void {
  count(world.states, 'line cut');
  world.cut.add(device);
  passing(world, how, () => world.cut.delete(device));
}

/** An answer waits while another device changes the record and another tab of this one hears of it. */
async function lateAnswer(world: World, tab: Tab, which: number, how: number): Promise<void> {
  const { device } = tab;
  const other = world.devices[(world.devices.indexOf(device) + 1) % world.devices.length] ?? device;
  const sibling = device.tab(device.tabs.indexOf(tab) + 1);
  edit(world, tab, which, how);
  await world.settle();
  const wished = how % 3 === 0 ? { push: false } : {};
  tab.exchange(wished, 2);
  await world.runTabUntil(tab, (call) => call.kind === (how % 3 === 0 ? 'pull' : 'push'), 1 + (how >> 4));
  if (how % 2 === 0) edit(world, sibling, which, how + 1);
  await exchangeWhole(world, other.tab(0), 2, 0);
  if (how % 5 === 0) toggle(world, other.tab(0), which, how);
  else edit(world, other.tab(0), which, how + 2);
  await world.settle();
  await exchangeWhole(world, other.tab(0), 2, 0);
  if (sibling !== tab) await exchangeWhole(world, sibling, 2, 0);
  await world.settle();
}

/** The week changes between two pages of a pull from the start. */
async function weekWithinPull(world: World, tab: Tab, _which: number, how: number): Promise<void> {
  const { device } = tab;
  const other = world.devices[(world.devices.indexOf(device) + 1) % world.devices.length] ?? device;
  for (const [n, day] of [3, 2].entries()) {
    place(world, other.tab(0), n, day);
    await world.settle();
    await exchangeWhole(world, other.tab(0), 2, 0);
  }
  await world.runTab(tab);
  tab.work(startOver(tab.db, 'absences'));
  await world.settle();
  tab.exchange({ push: how % 2 === 0 }, 1);
  await world.runTabUntil(
    tab,
    (call) => call.kind === 'pull' && call.collection === 'absences',
    1 + (how % 3),
  );
  world.server.nextDay(7);
}

/** The answer to a push is lost, the record moves on, and half a year passes before it is repeated. */
async function repeatAfterHalfAYear(world: World, tab: Tab, which: number, how: number): Promise<void> {
  await lateAnswer(world, tab, which, how - (how % 3) + 1);
  await forget(world, tab, which, how >> 3);
}

// What happens to a device

function storageError(world: World, { device: { disk } }: Tab, _which: number, how: number): void {
  disk.failure = { after: how % 7, times: 1 + (how % 3), isStored: how % 2 === 0 };
  count(world.states, 'storage error');
}

function fullDisk(world: World, { device: { disk } }: Tab, _which: number, how: number): void {
  disk.isFull = true;
  count(world.states, 'disk full');
  passing(world, how, () => {
    disk.isFull = false;
  });
}

function moveClock(world: World, { device }: Tab, which: number, how: number): void {
  const unit = [HOUR_MS, DAY_MS, TEN_YEARS_MS, 60_000][which % 4] ?? DAY_MS;
  device.offsetMs = (how - 32) * (unit / 32);
  count(world.states, 'clock moved');
}

async function update(world: World, { device }: Tab, which: number, how: number): Promise<void> {
  if (which === 0) world.server.release();
  if (world.server.version === 0 || device.version > 0) return;
  for (const [, record] of device.disk.records())
    if ('sent' in record) count(world.states, 'migrated with unanswered sent');
  await device.update(world.planted.device);
  if (how % 2 === 0) retry(world, device.tab(0), which, how);
}

// What the server and its operator do

function pass(world: World, _tab: Tab, which: number, how: number): void {
  world.server.nowMs += 60_000 * (1 + how);
  if (which > 1) return;
  world.server.nextDay(1 + (how % 5) + (which === 1 ? 14 : 0));
  count(world.states, 'day moved');
}

/** Half a year passes: no call is on its way for so long, and no tab stays in the middle of something. */
function forget(world: World, _tab: Tab, _which: number, how: number): Promise<void> {
  for (const { waiting } of world.network.messages.splice(0))
    waiting.end({ error: new NoLine('too long ago') });
  for (const device of world.devices)
    for (const [n, { isExchanging, strand }] of device.tabs.entries())
      if (isExchanging || strand.isHeld) device.kill(n);
  world.ledger.excuseForgottenDeletions();
  world.server.forget(Math.max(0, world.server.asOf.counter - (how % 4)));
  world.ledger.excuseForgottenDeletions();
  return world.settle();
}

function changePermission(world: World, { device }: Tab, _which: number, how: number): void {
  const { readers } = world.server;
  readers.add(device.user);
  count(world.states, 'permission lost');
  passing(world, how, () => {
    if (readers.delete(device.user)) count(world.states, 'permission regained');
  });
}

function suspend(world: World, _tab: Tab, _which: number, how: number): void {
  world.server.isSuspended = true;
  count(world.states, 'workspace suspended');
  passing(world, how, () => {
    world.server.isSuspended = false;
  });
}

function backUp(world: World): void {
  world.server.backUp();
  count(world.states, 'backed up');
}

/** The database is set back; what no device holds by then, nobody can give back. */
function restore(world: World): void {
  world.ledger.excuseWhatIsUnderReview();
  if (world.server.restore()) world.ledger.excuseWhatNobodyHolds(world.devices);
}

function operate(world: World, _tab: Tab, which: number): void {
  if (which === 0) world.server.moreWeeks = 2;
  else world.server.restart();
}

/** Every action with its weight among all. Kept schedules call them by name. */
export const ACTIONS = {
  edit: [10, edit],
  toggle: [3, toggle],
  exchange: [7, exchangeWhole],
  begin: [4, begin],
  deliver: [12, deliver],
  goOn: [4, goOn],
  lateAnswer: [2, lateAnswer],
  weekWithinPull: [1, weekWithinPull],
  repeatAfterHalfAYear: [1, repeatAfterHalfAYear],
  form: [2, form],
  retry: [2, retry],
  drop: [2, drop],
  duplicate: [1, duplicate],
  giveUp: [1, giveUp],
  cutLine: [1, cutLine],
  kill: [2, kill],
  startOver: [1, beginAgain],
  storageError: [1, storageError],
  fullDisk: [1, fullDisk],
  moveClock: [1, moveClock],
  pass: [2, pass],
  update: [1, update],
  forget: [1, forget],
  changePermission: [2, changePermission],
  suspend: [1, suspend],
  operate: [1, operate],
  backUp: [1, backUp],
  restore: [1, restore],
} as const satisfies Readonly<Record<string, readonly [number, Action]>>;

export type ActionName = keyof typeof ACTIONS;

export const actionOf = (name: ActionName): Action => ACTIONS[name][1];

import { retryAttention } from '../../client/src/sync/attention.ts';
import { applyEdits } from '../../client/src/sync/apply-edits.ts';
import { count } from '../tally.ts';
import type { Tab } from './device.ts';
import { blank, dayAt, FORBIDDEN, freeUnit, idOf, OWN, type Modelled } from './units.ts';
import type { World } from './world.ts';

/** What the people of the company do: they edit, delete, make again, fill in forms, and try again what was refused. */
const DOCUMENTS = 2;

const subject = (world: World, which: number): { collection: Modelled; id: string } => {
  const collection = world.collectionAt(which >> 1);
  return { collection, id: idOf(collection, which % DOCUMENTS) };
};

/** Values of a person: a new one, one that nobody may write, or the one that was known before. */
function valueFor(world: World, tab: Tab, unit: string, how: number, known: unknown): unknown {
  if (how % 13 === 12) return `${FORBIDDEN}-${world.server.fresh()}`;
  if (unit === 'kind' && how % 5 === 4) return OWN + tab.device.user;
  return how % 6 === 5 ? known : `v${world.server.fresh()}`;
}

export function edit(world: World, tab: Tab, which: number, how: number): void {
  const { collection, id } = subject(world, which);
  const place = collection === 'absences' && how % 5 === 0;
  const unit = nameNow(tab, place ? 'to' : freeUnit(collection, how >> 1));
  const record = tab.device.record(collection, id);
  const base = 'base' in record ? record.base : undefined;
  const value = place ? dayAt(how >> 3) : valueFor(world, tab, unit, how, base?.[unit]);
  const change = (current: object | undefined): object => ({
    ...(current ? {} : blank(collection, id, how)),
    ...fieldOf(current, unit, value),
  });
  tab.work(applyEdits(tab.db, world.authorOf(tab, [unit]), [{ collection, id, change }]));
}

/** An absence's note is called a remark by the second version. */
const nameNow = (tab: Tab, unit: string): string =>
  unit === 'note' && tab.device.version > 0 ? 'remark' : unit;

/** A unit by key is a part of its field. */
function fieldOf(current: object | undefined, unit: string, value: unknown): object {
  const [field = unit, key] = unit.split('.');
  if (key === undefined) return { [field]: value };
  const whole = (current as Record<string, object | undefined> | undefined)?.[field];
  return { [field]: { ...whole, [key]: value } };
}

/** Gives an absence its day, which decides where a pull finds it. */
export function place(world: World, tab: Tab, n: number, day: number): void {
  const id = idOf('absences', n);
  const change = (current: object | undefined): object =>
    current ? { to: dayAt(day) } : { ...blank('absences', id, day), kind: `v${world.server.fresh()}` };
  tab.work(applyEdits(tab.db, world.authorOf(tab, ['to', 'kind']), [{ collection: 'absences', id, change }]));
}

/** Deletes what is there, or makes it again. */
export function toggle(world: World, tab: Tab, which: number, how: number): void {
  const id = idOf('absences', which % DOCUMENTS);
  const unit = nameNow(tab, 'note');
  const change = (current: object | undefined): object | undefined => {
    if (current) return undefined;
    count(world.states, 'made');
    return { ...blank('absences', id, how), [unit]: `v${world.server.fresh()}` };
  };
  tab.work(applyEdits(tab.db, tab.author, [{ collection: 'absences', id, change }]));
}

/** A form is opened, and saved much later: what others wrote into other units meanwhile stays. */
export function form(world: World, tab: Tab, which: number, how: number): void {
  if (tab.form === undefined) {
    const { collection, id } = subject(world, which);
    const record = tab.device.record(collection, id);
    if ('document' in record && record.document._deleted !== true)
      tab.form = { collection, id, saw: record.document };
    return;
  }
  const { collection, id, saw } = tab.form;
  tab.form = undefined;
  const unit = nameNow(tab, freeUnit(collection, how));
  const isWhole = world.planted.device === 'whole form saved';
  const value = `v${world.server.fresh()}`;
  const change = (current: object | undefined): object | undefined =>
    current && { ...(isWhole ? saw : {}), ...fieldOf(isWhole ? saw : current, unit, value) };
  if (tab.device.record(collection, id).kind === 'left') return;
  count(world.states, 'form saved');
  tab.work(applyEdits(tab.db, world.authorOf(tab, [unit]), [{ collection, id, change }]));
}

export function retry(world: World, tab: Tab, _which: number, how: number): void {
  const entries = [...(tab.device.disk.tables.get('attention')?.keys() ?? [])];
  const id = entries[how % Math.max(1, entries.length)];
  if (typeof id !== 'string') return;
  count(world.states, 'a refused edit tried again');
  tab.work(retryAttention({ db: tab.db, author: tab.author }, id));
}

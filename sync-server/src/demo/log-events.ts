import type { PourEvent } from 'shared/schema/pour-events.ts';
import { DEMO_USERS, written, type Company } from './company.ts';
import { setName, takesSample } from './samples.ts';
import type { Draft, Status } from './draft.ts';
import type { Person } from './people.ts';
import type { Delay, Truck } from './trucks.ts';
import { kindOf } from './pour-kinds.ts';
import { idOf, randomFor, type Random } from './random.ts';
import type { Supplies } from './supplies.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, minuteInstant } from './time.ts';

/** How a pour went: its trucks, when it began, when the last yard was out. */
export interface Actual {
  readonly draft: Draft;
  readonly trucks: readonly Truck[];
  readonly delays: readonly Delay[];
  readonly startMs: number;
  readonly lastMs: number;
  readonly status: Status;
  readonly crew: readonly Person[];
}

type Kind = PourEvent['kind'];
type Fields = NonNullable<PourEvent['fields']>;
type Add = (atMs: number, kind: Kind, fields: Fields) => void;

/** What was written down beside the loads: delays, finishing, cutting, curing, cylinders and their breaks. */
export function eventsOf(company: Company, actual: Actual, supplies: Supplies): PourEvent[] {
  const { draft } = actual;
  const random = randomFor(`events ${draft.id}`);
  const events: PourEvent[] = [];
  const add: Add = (atMs, kind, fields) => {
    if (atMs > company.nowMs) return;
    // A delay or a cut that still goes on has no end yet.
    const { endedAt, ...open } = fields;
    const shown = endedAt !== undefined && Date.parse(endedAt) <= company.nowMs ? fields : open;
    events.push({
      ...written(company, idOf(`event ${draft.id} ${events.length}`), DEMO_USERS.foreman, atMs),
      pourId: draft.id,
      pourDay: draft.day,
      at: minuteInstant(atMs),
      kind,
      fields: shown,
    });
  };
  hold(actual, add, random);
  finish(actual, add, random);
  sample(actual, supplies, add, random);
  if (random.chance(0.1))
    add(actual.lastMs, 'note', {
      text: random.pick([
        'GC moved two embeds, photos with them',
        'edge form bulged 1/2", braced',
        'trucks bunched at the gate',
        'second pump on standby, not used',
      ]),
    });
  if (actual.status === 'complete' && random.chance(0.04))
    add(actual.lastMs + 20 * HOUR_MS, 'amendment', {
      text: 'ticket of the second load corrected',
      amends: 'load 2: ticket number',
    });
  return events;
}

function hold({ draft, delays, lastMs }: Actual, add: Add, random: Random): void {
  for (const { atMs, minutes, cause } of delays) {
    add(atMs, 'delay', { cause, minutes, endedAt: minuteInstant(atMs + minutes * MINUTE_MS) });
    if (minutes > 38)
      add(atMs + minutes * MINUTE_MS, 'cold_joint', {
        location: 'at the last truck before the wait',
        text: 'vibrated in',
      });
    else if (cause === 'pump')
      add(atMs, 'breakdown', {
        text: random.pick(['hose clamp', 'hydraulics', 'plugged at the reducer']),
        minutes,
      });
  }
  if (draft.pump !== undefined && random.chance(0.015))
    add(lastMs - 10 * MINUTE_MS, 'breakdown', { text: 'vibrator', minutes: 5 });
}

function finish({ draft, startMs, lastMs, crew }: Actual, add: Add, random: Random): void {
  const kind = kindOf(draft.element);
  if (kind.thicknessIn === undefined) return;
  const trowelled = kind.finishingHours >= 4;
  const passes: readonly (readonly [string, number])[] = trowelled
    ? [
        ['bull_float', 0.3],
        ['pan', 2.2],
        ['trowel', 3.1],
        ['final_trowel', 4.2],
      ]
    : [
        ['bull_float', 0.3],
        ['broom', 1.4],
      ];
  const finisher = crew.find(({ trade }) => trade === 'finisher') ?? crew[0];
  const finisherId = finisher === undefined ? {} : { employeeId: finisher.id };
  for (const [pass, hours] of passes)
    add((startMs + lastMs) / 2 + hours * HOUR_MS, 'finishing_pass', {
      pass,
      ...finisherId,
      ...(pass === 'bull_float'
        ? {}
        : { method: trowelled ? random.pick(['ride-on', 'walk-behind']) : 'hand' }),
    });
  add(lastMs + kind.finishingHours * HOUR_MS, 'cure', { method: random.pick(['compound', 'wet', 'sheet']) });
  if (!kind.sawCut) return;
  const cutMs = lastMs + random.int(4, 8) * HOUR_MS;
  add(cutMs, 'saw_cut', {
    method: 'early_entry',
    ...finisherId,
    endedAt: minuteInstant(cutMs + random.int(60, 150) * MINUTE_MS),
  });
}

/** Cylinders are broken at seven and at 28 days; nearly all reach what the mix asks for. */
function sample({ draft, trucks }: Actual, { mixes }: Supplies, add: Add, random: Random): void {
  const wanted = mixes.find(({ use }) => use === kindOf(draft.element).mix)?.strengthPsi ?? 4_000;
  for (const truck of trucks) {
    if (truck.rejected !== undefined || !takesSample(draft, truck)) continue;
    const setId = setName(draft, truck);
    const loadId = idOf(`load ${draft.id} ${truck.nth}`);
    add(truck.startedMs + 4 * MINUTE_MS, 'sample_set', { setId, cylinders: random.pick([4, 5, 5]), loadId });
    const strength = (share: number) =>
      Math.round((wanted * share * (1 + random.around(0.08, 0.1))) / 10) * 10;
    const noonMs = truck.startedMs + 6 * HOUR_MS;
    add(noonMs + 7 * DAY_MS, 'break_result', { setId, ageDays: 7, strengthPsi: strength(0.74) });
    add(noonMs + 28 * DAY_MS, 'break_result', { setId, ageDays: 28, strengthPsi: strength(1.05) });
  }
}

import { describe, expect, test } from 'vitest';
import { addDays } from 'shared/lib/days.ts';
import { conflictsAmong } from 'shared/domain/pours/conflicts.ts';
import { duplicateTickets } from 'shared/domain/pour-log/duplicate-tickets.ts';
import { phaseOf } from 'shared/domain/pour-log/load-phase.ts';
import type { AnyDocument, CollectionName, Documents } from 'shared/schema/collections.ts';
import { minutesBetween } from 'shared/lib/instants.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { companyOf } from './company.ts';
import { demoChunks } from './make-demo.ts';
import type { CompanySize } from './scale.ts';
import { OFFICE_ZONE, siteMs } from './time.ts';

const MONDAY = '2026-11-23';
const HOURS = [0, 3, 6, 12, 18, 23] as const;
const DAYS = Array.from({ length: 7 }, (_, at) => addDays(MONDAY, at));
/** The week before, this one and the next hold what the screens open with. */
const FEW_WEEKS = { years: 1 / 52 };
const WEEKS_SEEN = 3;

interface Look {
  readonly nowMs: number;
  readonly day: string;
  of<C extends CollectionName>(collection: C): readonly Documents[C][];
}

function lookAt(size: CompanySize, day: string, minute: number): Look {
  const nowMs = siteMs(day, minute, OFFICE_ZONE);
  const seen = new Map<CollectionName, AnyDocument[]>();
  let weeks = 0;
  for (const { collection, documents } of demoChunks(companyOf(size, day, { nowMs, ...FEW_WEEKS }))) {
    const list = seen.get(collection) ?? [];
    for (const document of documents) list.push(document);
    seen.set(collection, list);
    if (collection === 'pour_events' && (weeks += 1) === WEEKS_SEEN) break;
  }
  return {
    nowMs,
    day,
    of: <C extends CollectionName>(collection: C) => (seen.get(collection) ?? []) as Documents[C][],
  };
}

const isAt = ({ startsAt }: Pour, { nowMs }: Look): 'gone by' | 'to come' =>
  startsAt !== undefined && Date.parse(startsAt) > nowMs ? 'to come' : 'gone by';

const isAbsent = (look: Look, state: 'approved' | 'requested'): boolean =>
  look.of('absences').some((absence) => absence.state === state && absence.to >= MONDAY);

/** What the product is shown with, whenever it is opened: each answers whether it is there. */
const WANTED: Readonly<Record<string, (look: Look, size: CompanySize) => boolean>> = {
  'a pour in progress with trucks on the way, on site, done and sent back': (look) =>
    look
      .of('pours')
      .filter(({ status }) => status === 'in_progress')
      .some(({ id }) => {
        const phases = new Set(
          look
            .of('loads')
            .filter(({ pourId }) => pourId === id)
            .map(phaseOf),
        );
        const isHere = phases.has('on_site') || phases.has('discharging');
        return isHere && phases.has('on_the_way') && phases.has('done') && phases.has('rejected');
      }),
  'a pour with its loads that is placed and waits to be closed': (look) =>
    look
      .of('pours')
      .some(
        ({ id, status, day = '' }) =>
          status === 'placed' &&
          day < look.day &&
          look.of('loads').some(({ pourId, verdict }) => pourId === id && verdict === 'accepted'),
      ),
  'a committed pour still to come': (look) =>
    look
      .of('pours')
      .some(
        (pour) =>
          (pour.status === 'scheduled' || pour.status === 'confirmed') && isAt(pour, look) === 'to come',
      ),
  'a pour on hold with its reason': (look, size) =>
    size === 'S' || look.of('pours').some(({ status, reason }) => status === 'on_hold' && reason),
  'a load over its limit with the name of who accepted it': (look) =>
    look
      .of('loads')
      .some(
        ({ batchedAt = '', dischargeEndedAt = '', waiver, verdict }) =>
          verdict === 'accepted' &&
          waiver?.name !== undefined &&
          minutesBetween(batchedAt, dischargeEndedAt) > 90,
      ),
  'a ticket that was typed twice': (look) =>
    [...Map.groupBy(look.of('loads'), ({ pourId }) => pourId).values()].some(
      (loads) => duplicateTickets(loads).size > 0,
    ),
  'one pump that is promised twice': (look) =>
    conflictsAmong(look.of('pours')).some(({ kind }) => kind === 'pump'),
  'somebody who is booked twice on one day of this week': (look) =>
    look
      .of('schedule_weeks')
      .filter(({ weekStart }) => weekStart === MONDAY)
      .some(({ days = {} }) =>
        Object.values(days).some((cell) => cell.length === 2 && cell[0]?.part === 'full'),
      ),
  'a certificate that ends within the month': (look) =>
    look
      .of('employees')
      .some(({ certificates = {} }) =>
        Object.values(certificates).some(
          ({ endsOn = '' }) => endsOn >= look.day && endsOn <= addDays(look.day, 30),
        ),
      ),
  'an absence that is approved': (look) => isAbsent(look, 'approved'),
  'an absence that is asked for': (look) => isAbsent(look, 'requested'),
  'somebody on the bench': (look) =>
    look
      .of('schedule_weeks')
      .filter(({ weekStart }) => weekStart === MONDAY)
      .some(({ days = {} }) =>
        (['mon', 'tue', 'wed', 'thu', 'fri'] as const).every((key) => (days[key] ?? []).length === 0),
      ),
};

const missing = (size: CompanySize, minutes: readonly number[], days = DAYS): string[] =>
  days.flatMap((day) =>
    minutes.flatMap((minute) => {
      const look = lookAt(size, day, minute);
      return Object.entries(WANTED).flatMap(([what, isThere]) =>
        isThere(look, size) ? [] : [`${day} minute ${minute}: ${what}`],
      );
    }),
  );

describe('whenever it is looked at, the demo company has each thing that a screen can show', () => {
  test.each(['S', 'M'] as const)(
    'in size %s, on each weekday and through the day',
    (size) => {
      expect(
        missing(
          size,
          HOURS.map((hour) => hour * 60),
        ),
      ).toEqual([]);
    },
    180_000,
  );

  test('between the hours too', () => {
    expect(missing('S', [1, 8, 14, 397, 1_118, 1_433, 1_439])).toEqual([]);
  }, 60_000);

  test('in size L', () => {
    expect(missing('L', [1_399], [MONDAY, addDays(MONDAY, 5)])).toEqual([]);
  }, 60_000);
});

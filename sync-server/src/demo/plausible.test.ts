import { describe, expect, test } from 'vitest';
import { addDays, clockInZone, DAY_KEYS, mondayOf } from 'shared/lib/days.ts';
import { minutesBetween } from 'shared/lib/instants.ts';
import { conflictsAmong } from 'shared/domain/pours/conflicts.ts';
import { POUR_STATUSES, type Pour } from 'shared/schema/pours.ts';
import { makeDemo } from './make-demo.ts';
import { OFFICE_ZONE } from './time.ts';

const TODAY = '2026-11-24';
const MONDAY = mondayOf(TODAY);
const small = makeDemo('S', TODAY).documents;
const { documents } = makeDemo('M', TODAY);

const share = <T>(list: readonly T[], holds: (item: T) => boolean) => list.filter(holds).length / list.length;
const calledOff = ({ status }: Pour) => ['postponed', 'cancelled', 'rained_out'].includes(status ?? '');
const past = documents.pours.filter(({ day = '', status }) => day < MONDAY && status !== 'tentative');

describe('its size', () => {
  test('S is small and has all there is', () => {
    expect(small.employees.length).toBe(30);
    expect(small.employees.filter(({ isForeman }) => isForeman).length).toBe(4);
    expect([small.regions.length, small.projects.length]).toEqual([2, 8]);
    expect(past.length / 13).toBe(45);
    expect(new Set(small.pours.map(({ status }) => status)).size).toBeGreaterThanOrEqual(9);
  });

  test('M is a company of 350 under 40 foremen in 3 regions on 60 jobs', () => {
    expect(documents.employees.length).toBe(350);
    expect(documents.employees.filter(({ isForeman }) => isForeman).length).toBe(40);
    expect(documents.regions.length).toBe(3);
    expect(documents.projects.filter(({ status }) => status === 'active').length).toBe(60);
  });
});

describe('its pours', () => {
  test('are in every status', () => {
    expect(new Set(documents.pours.map(({ status }) => status))).toEqual(new Set(POUR_STATUSES));
  });

  test('were called off in 12 to 18 of 100 cases, most for the weather, and each says why', () => {
    expect(share(past, calledOff)).toBeGreaterThan(0.12);
    expect(share(past, calledOff)).toBeLessThan(0.18);
    const off = past.filter(calledOff);
    expect(share(off, ({ reason }) => reason?.kind === 'weather')).toBeGreaterThan(0.6);
    expect(off.every(({ reason }) => reason !== undefined)).toBe(true);
  });

  test('that were put off are linked with the pour that took their place, both ways', () => {
    const byId = new Map(documents.pours.map((pour) => [pour.id, pour]));
    for (const pour of documents.pours.filter(({ status }) => status === 'postponed')) {
      const next = byId.get(pour.postponedTo ?? '');
      expect(next?.postponedFrom).toBe(pour.id);
      expect((next?.day ?? '') > (pour.day ?? '')).toBe(true);
    }
  });

  test('begin between one and seven in the morning, one in ten at night', () => {
    const clocks = past.map(({ startsAt = '', timeZone = OFFICE_ZONE }) =>
      clockInZone(Date.parse(startsAt), timeZone),
    );
    const night = share(clocks, (clock) => clock >= '19:00');
    expect(night).toBeGreaterThan(0.07);
    expect(night).toBeLessThan(0.13);
    expect(clocks.every((clock) => clock >= '19:00' || (clock >= '01:00' && clock <= '07:00'))).toBe(true);
  });

  test.each([
    [['footing', 'wall', 'column'], 5, 60],
    [['elevated_deck'], 80, 300],
    [['slab_on_grade'], 100, 1_200],
  ] as const)('of %j are of %i to %i CY', (elements, least, most) => {
    const sizes = past
      .filter(({ element }) => (elements as readonly unknown[]).includes(element))
      .map(({ orderedCy = 0 }) => orderedCy);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
  });

  test('have more confirmations the nearer they are', () => {
    const ready = (from: number, to: number) => {
      const near = documents.pours.filter(
        ({ day = '', status, startsAt }) =>
          startsAt &&
          ['scheduled', 'confirmed'].includes(status ?? '') &&
          day >= addDays(TODAY, from) &&
          day <= addDays(TODAY, to),
      );
      return near.reduce((sum, { readiness }) => sum + Object.keys(readiness ?? {}).length, 0) / near.length;
    };
    expect(ready(1, 3)).toBeGreaterThan(ready(4, 9) + 1);
    expect(ready(4, 9)).toBeGreaterThan(ready(10, 25));
  });

  test('are confirmed by day', () => {
    const hours = documents.pours.flatMap(({ readiness, timeZone = 'America/Chicago' }) =>
      Object.values(readiness ?? {}).map(({ at }) => clockInZone(Date.parse(at), timeZone).slice(0, 2)),
    );
    // Counted from the pour's own day: where the clocks change in between, an hour off.
    expect(hours.toSorted()[0]).toSatisfy((first: string) => first >= '05');
    expect(hours.toSorted().at(-1)).toSatisfy((last: string) => last <= '19');
  });

  test('make a skyline of 52 weeks, some over the capacity, nearly nothing at Christmas', () => {
    const capacity = documents.settings.find(({ kind }) => kind === 'workspace')?.weeklyCapacityCy ?? 0;
    const cy = (week: number) =>
      documents.pours
        .filter((pour) => !calledOff(pour) && mondayOf(pour.day ?? '') === addDays(MONDAY, week * 7))
        .reduce((sum, { orderedCy = 0 }) => sum + orderedCy, 0);
    const skyline = Array.from({ length: 53 }, (_, week) => cy(week));
    expect(Math.min(...skyline)).toBeGreaterThan(0);
    const over = skyline.filter((each) => each > capacity).length;
    expect(over).toBeGreaterThan(5);
    expect(over).toBeLessThan(20);
    expect(cy(4)).toBeLessThan(capacity * 0.4);
  });

  test('promise one pump twice today, and clash in nothing else', () => {
    const found = conflictsAmong(documents.pours);
    expect(found.map(({ kind }) => kind)).toEqual(['pump']);
  });
});

describe('its loads', () => {
  test('are some eight or nine to a pour, never more than 120', () => {
    const byPour = [...Map.groupBy(documents.loads, ({ pourId }) => pourId).values()].map(
      (loads) => loads.length,
    );
    const mean = documents.loads.length / byPour.length;
    expect(mean).toBeGreaterThan(7.5);
    expect(mean).toBeLessThan(10.5);
    expect(Math.max(...byPour)).toBeLessThanOrEqual(122);
  });

  test('are sent back seven times in a thousand, with the reason', () => {
    const rejected = share(documents.loads, ({ verdict }) => verdict === 'rejected');
    expect(rejected).toBeGreaterThan(0.005);
    expect(rejected).toBeLessThan(0.009);
    expect(
      documents.loads.filter(({ verdict }) => verdict === 'rejected').every((load) => load.rejectReason),
    ).toBe(true);
  });

  test('are out within an hour or so of batching; over the limit only with a name', () => {
    const ages = documents.loads.flatMap(({ batchedAt, dischargeEndedAt, waiver }) =>
      batchedAt && dischargeEndedAt ? [{ age: minutesBetween(batchedAt, dischargeEndedAt), waiver }] : [],
    );
    const over = ages.filter(({ age }) => age > 91);
    expect(over.length).toBeGreaterThan(5);
    expect(over.length / ages.length).toBeLessThan(0.03);
    expect(over.every(({ waiver }) => waiver !== undefined)).toBe(true);
    const inOrder = ages.map(({ age }) => age).sort((a, b) => a - b);
    expect(inOrder[Math.floor(inOrder.length / 2)]).toBeGreaterThan(35);
    expect(inOrder[Math.floor(inOrder.length / 2)]).toBeLessThan(65);
  });

  test('of the deck that is being poured are in every phase, one of them sent back', () => {
    const deck = documents.pours.find(({ name, status }) => name === 'L3 deck' && status === 'in_progress');
    const loads = documents.loads.filter(({ pourId }) => pourId === deck?.id);
    const phases = loads.map(
      (load) =>
        load.verdict ?? (load.dischargeStartedAt ? 'discharging' : load.arrivedAt ? 'on site' : 'on the way'),
    );
    expect(new Set(phases)).toEqual(new Set(['accepted', 'rejected', 'discharging', 'on the way']));
  });
});

describe('its weeks', () => {
  const approved = documents.absences.filter(({ state }) => state === 'approved');
  const byPerson = Map.groupBy(approved, ({ employeeId }) => employeeId);
  const isAway = (employeeId: string, day: string) =>
    (byPerson.get(employeeId) ?? []).some(({ from, to }) => from <= day && day <= to);
  const cells = documents.schedule_weeks
    .filter(({ weekStart }) => weekStart <= MONDAY)
    .flatMap(({ employeeId, weekStart, days }) =>
      DAY_KEYS.slice(0, 5).map((key, at) => ({
        cell: days?.[key] ?? [],
        away: isAway(employeeId, addDays(weekStart, at)),
        weekStart,
      })),
    );

  test('leave 2 to 4 of 100 days on the bench', () => {
    const bench = share(cells, ({ cell, away }) => cell.length === 0 && !away);
    expect(bench).toBeGreaterThan(0.02);
    expect(bench).toBeLessThan(0.04);
  });

  test('have halves, statuses, double bookings and work over an approved absence, all in this week', () => {
    const now = cells.filter(({ weekStart }) => weekStart === MONDAY);
    expect(now.some(({ cell }) => cell[0]?.part === 'am')).toBe(true);
    expect(now.some(({ cell }) => cell[0]?.status !== undefined)).toBe(true);
    expect(now.some(({ cell }) => cell.length === 2 && cell[0]?.part === 'full')).toBe(true);
    expect(now.some(({ cell, away }) => away && cell.some(({ projectId }) => projectId))).toBe(true);
  });

  test('keep people on a job for days: a day is mostly like the one before', () => {
    const weeks = documents.schedule_weeks.filter(
      ({ days }) => days?.mon?.length === 1 && days.tue?.length === 1,
    );
    const same = share(weeks, ({ days }) => days?.mon?.[0]?.projectId === days?.tue?.[0]?.projectId);
    expect(same).toBeGreaterThan(0.85);
  });

  test('have targets, some of them not reached', () => {
    const heads = (projectId: string) =>
      documents.schedule_weeks
        .filter(({ weekStart }) => weekStart === MONDAY)
        .filter(({ days }) => days?.wed?.some((assignment) => assignment.projectId === projectId)).length;
    const targets = documents.demands.filter(
      ({ kind, weekStart }) => kind === 'plan' && weekStart === MONDAY,
    );
    const short = share(targets, ({ projectId = '', heads: wanted = 0 }) => heads(projectId) < wanted);
    expect(short).toBeGreaterThan(0.1);
    expect(short).toBeLessThan(0.7);
  });

  test('the crew of the foreman who signs in is at work today', () => {
    const foreman = documents.employees.find(({ userId }) => userId !== undefined);
    const crew = documents.employees.filter(({ homeForemanId }) => homeForemanId === foreman?.id);
    const working = crew.filter(({ id }) =>
      documents.schedule_weeks.some(
        ({ employeeId, weekStart, days }) => employeeId === id && weekStart === MONDAY && days?.tue?.length,
      ),
    );
    expect(working.length).toBe(7);
  });
});

describe('its people', () => {
  test('hold certificates, a few about to end and fewer ended', () => {
    const ends = documents.employees.flatMap(({ certificates = {} }) =>
      Object.values(certificates).map(({ endsOn = '' }) => endsOn),
    );
    const soon = share(ends, (day) => day >= TODAY && day <= addDays(TODAY, 30));
    const ended = share(ends, (day) => day < TODAY);
    expect(soon).toBeGreaterThan(0.02);
    expect(soon).toBeLessThan(0.09);
    expect(ended).toBeGreaterThan(0.003);
    expect(ended).toBeLessThan(soon);
  });

  test('have jobs in all 24 colours', () => {
    expect(new Set(documents.projects.map(({ colour }) => colour)).size).toBe(24);
  });
});

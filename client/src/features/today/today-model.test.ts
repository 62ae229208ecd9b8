import { expect, test } from 'vitest';
import type { Absence } from 'shared/schema/absences.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Load } from 'shared/schema/loads.ts';
import type { Pour } from 'shared/schema/pours.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { crewOn, ownEmployee, poursOf, poursOnDay, pourToLog, stripDays } from './today-model.ts';

const DAY = '2026-11-27';
const clock = (time: string) => `${DAY}T${time}:00.000Z`;
const base = { rev: 'r', updatedAt: clock('00:00'), updatedBy: 'user' };
const pour = (id: string, fields: Partial<Pour>): Pour => ({ ...base, id, day: DAY, ...fields });
const load = (id: string, pourId: string, fields: Partial<Load> = {}): Load => ({
  ...base,
  id,
  pourId,
  pourDay: DAY,
  ...fields,
});
const person = (id: string, fields: Partial<Employee> = {}): Employee => ({
  ...base,
  id,
  name: id,
  ...fields,
});
const week = (employeeId: string, fields: Partial<ScheduleWeek>): ScheduleWeek => ({
  ...base,
  id: `${employeeId}_2026-11-23`,
  employeeId,
  weekStart: '2026-11-23',
  ...fields,
});

test('pours stand in the order of their start; ideas are no work yet, what is called off stays', () => {
  const pours = poursOf(
    [
      pour('late', { status: 'confirmed', startsAt: clock('14:00') }),
      pour('untimed', { status: 'scheduled' }),
      pour('idea', { status: 'tentative', startsAt: clock('08:00') }),
      pour('off', { status: 'rained_out', startsAt: clock('09:00') }),
      pour('early', { status: 'confirmed', firstTruckAt: clock('05:00'), foremanId: 'f' }),
    ],
    [],
    'f',
  );
  expect(pours.map((one) => one.pour.id)).toEqual(['early', 'off', 'late', 'untimed']);
  expect(pours.map((one) => one.isOwn)).toEqual([true, false, false, false]);
  expect(pours.map((one) => one.canLog)).toEqual([true, false, true, true]);
});

test('a card knows the load at the chute, and counts loads that stand', () => {
  const [one] = poursOf(
    [pour('p', { status: 'in_progress' })],
    [
      load('a', 'p', { batchedAt: clock('05:00'), verdict: 'accepted' }),
      load('b', 'p', { batchedAt: clock('05:10'), void: { by: 'user', at: clock('06:00') } }),
      load('c', 'p', { batchedAt: clock('05:20'), arrivedAt: clock('06:00') }),
      load('d', 'other', { arrivedAt: clock('06:00') }),
    ],
    undefined,
  );
  expect(one).toMatchObject({ onSite: 2, loads: 2 });
});

test('the log that is wanted is the running one, else the next', () => {
  const pours = (running: Pour['status']) =>
    poursOf(
      [
        pour('done', { status: 'complete', startsAt: clock('01:00') }),
        pour('next', { status: 'confirmed', startsAt: clock('05:00') }),
        pour('running', { ...(running && { status: running }), startsAt: clock('09:00') }),
      ],
      [],
      undefined,
    );
  expect(pourToLog(pours('in_progress'))?.pour.id).toBe('running');
  expect(pourToLog(pours('scheduled'))?.pour.id).toBe('next');
  expect(pourToLog(pours('cancelled'))?.pour.id).toBe('next');
});

test('a crew is whom the week gives to the foreman, the foreman first, with cells and approved absences', () => {
  const absence: Absence = { ...base, id: 'x', employeeId: 'home', from: DAY, to: DAY, state: 'approved' };
  const crew = crewOn(
    DAY,
    'foreman',
    [
      person('lent', { homeForemanId: 'other' }),
      person('home', { homeForemanId: 'foreman' }),
      person('away', { homeForemanId: 'foreman' }),
      person('left', { homeForemanId: 'foreman', active: false }),
      person('foreman', { isForeman: true }),
    ],
    [
      week('lent', { foremanId: 'foreman', days: { fri: [{ part: 'full', projectId: 'job' }] } }),
      week('away', { foremanId: 'other' }),
      week('home', { days: { fri: [{ part: 'full', projectId: 'job' }] } }),
    ],
    [absence, { ...absence, id: 'y', employeeId: 'lent', state: 'requested' }],
  );
  expect(crew.map((line) => [line.person.id, line.presence])).toEqual([
    ['foreman', 'free'],
    ['home', 'away'],
    ['lent', 'here'],
  ]);
  expect(crew[1]?.absence?.id).toBe('x');
});

test('half a day off is still here', () => {
  const absence: Absence = {
    ...base,
    id: 'x',
    employeeId: 'ana',
    from: DAY,
    to: DAY,
    state: 'approved',
    part: 'pm',
  };
  const cell = { fri: [{ part: 'full' as const, projectId: 'job' }] };
  const [line] = crewOn(
    DAY,
    'f',
    [person('ana', { homeForemanId: 'f' })],
    [week('ana', { days: cell })],
    [absence],
  );
  expect(line?.presence).toBe('here');
});

test('the strip holds working days around today, tomorrow always, and the chosen day', () => {
  const working = ['mon', 'tue', 'wed', 'thu', 'fri'];
  expect(stripDays('2026-11-27', '2026-11-27', working)).toEqual([
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
    '2026-11-28',
    '2026-11-30',
    '2026-12-01',
    '2026-12-02',
  ]);
  expect(stripDays('2026-11-27', '2026-12-20', working)).toContain('2026-12-20');
});

test('a pour of the night before stays on the day into which it runs, and on no other', () => {
  const eve = '2026-11-26';
  // 22:00 at the site is 04:00 of the next day in UTC.
  const night = { day: eve, startsAt: `${DAY}T04:00:00.000Z`, orderedCy: 40, rateCyPerHour: 40 };
  const shown = (fields: Partial<Pour>, today = DAY) =>
    poursOnDay([pour('night', { ...night, ...fields })], DAY, today, () => 'America/Chicago').length > 0;
  expect(shown({ status: 'confirmed' })).toBe(false);
  expect(shown({ status: 'confirmed', orderedCy: 120 })).toBe(true);
  expect(shown({ status: 'in_progress' })).toBe(true);
  expect(shown({ status: 'in_progress' }, eve)).toBe(false);
  expect(shown({ status: 'complete', orderedCy: 120 })).toBe(false);
  expect(shown({ status: 'tentative', orderedCy: 120 })).toBe(false);
  expect(shown({ status: 'in_progress', day: '2026-11-25' })).toBe(false);
});

test('the login is looked up among active people', () => {
  const people = [person('old', { userId: 'u', active: false }), person('now', { userId: 'u' })];
  expect(ownEmployee(people, 'u')?.id).toBe('now');
  expect(ownEmployee(people, 'other')).toBeUndefined();
});

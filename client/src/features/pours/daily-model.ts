import { conflictsAmong, type Conflict } from 'shared/domain/pours/conflicts.ts';
import { isCommitted, statusOf } from 'shared/domain/pours/lifecycle.ts';
import { placingSpan, wholeSpan, type Span } from 'shared/domain/pours/spans.ts';
import { addDays, instantOf } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Pour } from 'shared/schema/pours.ts';

const HOUR_MS = 3_600_000;

/** The stretch of time on the screen: whole hours of the site, from the evening before into the next night. */
export interface DailyWindow {
  readonly from: number;
  readonly to: number;
  /** The first instant of every hour shown, UTC. */
  readonly hours: readonly number[];
}

/** A night pour is followed this far into the next morning; what runs on is shown on the next day. */
const LONGEST_NIGHT_MS = 12 * HOUR_MS;

/**
 * From two hours before midnight, where night pours begin, to ten in the evening of the last day; later where a pour
 * of these days runs into the night.
 */
export function dailyWindow(
  day: string,
  days: number,
  zone: string,
  pours: readonly Pour[] = [],
): DailyWindow {
  const last = addDays(day, days - 1);
  const from = Date.parse(instantOf(addDays(day, -1), '22:00', zone));
  const evening = Date.parse(instantOf(last, '22:00', zone));
  const ends = pours
    .filter(
      (pour) => pour.day !== undefined && pour.day >= day && pour.day <= last && isCommitted(statusOf(pour)),
    )
    .map((pour) => wholeSpan(pour)?.to ?? evening);
  const latest = Math.min(Math.max(evening, ...ends), evening + LONGEST_NIGHT_MS);
  const count = Math.ceil((latest - from) / HOUR_MS);
  return {
    from,
    to: from + count * HOUR_MS,
    hours: Array.from({ length: count }, (_, index) => from + index * HOUR_MS),
  };
}

/** A pour as a band on the timeline. */
export interface DailyPour {
  readonly pour: Pour;
  readonly placing: Span;
  readonly whole: Span;
  /** Which line of its lane: pours of one foreman that overlap stand below each other. */
  readonly line: number;
  /** Where the next pour on that line begins, and the room for this one's words ends; the last one has the day. */
  readonly until: number | undefined;
}

export interface DailyLane {
  readonly key: string;
  readonly foreman: Employee | undefined;
  readonly pours: readonly DailyPour[];
  readonly lines: number;
}

export interface DailySchedule {
  readonly lanes: readonly DailyLane[];
  /** Committed pours of these days without a time yet. */
  readonly untimed: readonly Pour[];
  readonly conflicts: readonly Conflict[];
  readonly pours: number;
  readonly cy: number;
}

/** The committed pours of some days in lanes by foreman; a pour that began the evening before is among them. */
export function dailySchedule(
  pours: readonly Pour[],
  window: DailyWindow,
  days: readonly string[],
  employees: ReadonlyMap<string, Employee>,
  cyOf: (pour: Pour) => number,
): DailySchedule {
  const committed = pours.filter((pour) => isCommitted(statusOf(pour)) || statusOf(pour) === 'rained_out');
  const last = days.at(-1) ?? '';
  // What begins after midnight belongs to the next day's page, however far this one follows the night.
  const begun = committed.filter((pour) => pour.day === undefined || pour.day <= last);
  const timed = begun.flatMap((pour) => {
    const placing = placingSpan(pour);
    const whole = wholeSpan(pour);
    return placing && whole && whole.to > window.from && whole.from < window.to
      ? [{ pour, placing, whole }]
      : [];
  });
  const untimed = committed.filter(
    (pour) =>
      pour.startsAt === undefined &&
      pour.firstTruckAt === undefined &&
      pour.day !== undefined &&
      days.includes(pour.day),
  );
  const groups = Map.groupBy(timed, ({ pour }) => pour.foremanId ?? '');
  const lanes = [...groups].map(([key, members]) => {
    const stacked = stack(members);
    return {
      key,
      foreman: employees.get(key),
      pours: stacked,
      lines: Math.max(1, ...stacked.map(({ line }) => line + 1)),
    };
  });
  const counted = [...timed.map(({ pour }) => pour), ...untimed].filter(
    (pour) => statusOf(pour) !== 'rained_out',
  );
  return {
    lanes: lanes.sort(
      (a, b) =>
        Number(a.key === '') - Number(b.key === '') ||
        (a.foreman?.name ?? a.key).localeCompare(b.foreman?.name ?? b.key),
    ),
    untimed,
    conflicts: conflictsAmong(timed.map(({ pour }) => pour)),
    pours: counted.length,
    cy: counted.reduce((sum, pour) => sum + cyOf(pour), 0),
  };
}

/** Room for the words above a band on the narrowest screen: a later pour that starts under them goes a line down. */
const WORDS_MS = 5 * HOUR_MS;

function stack(
  pours: readonly { readonly pour: Pour; readonly placing: Span; readonly whole: Span }[],
): DailyPour[] {
  const ends: number[] = [];
  const placed = pours
    .toSorted((a, b) => a.whole.from - b.whole.from)
    .map((one) => {
      const free = ends.findIndex((end) => end <= one.whole.from);
      const line = free < 0 ? ends.length : free;
      ends[line] = Math.max(one.whole.to, one.whole.from + WORDS_MS);
      return { ...one, line };
    });
  return placed.map((one, index) => ({
    ...one,
    until: placed.slice(index + 1).find(({ line }) => line === one.line)?.whole.from,
  }));
}

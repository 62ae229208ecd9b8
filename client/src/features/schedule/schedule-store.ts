import type { Observable, Subscription } from 'rxjs';
import { indexJobs, type JobIndex } from 'shared/domain/schedule/cell-text.ts';
import { weekId } from 'shared/domain/schedule/cells.ts';
import { headsOf, targetsOf } from 'shared/domain/schedule/heads.ts';
import { applyChange, type WeekChange } from 'shared/domain/schedule/week-changes.ts';
import type { Absence } from 'shared/schema/absences.ts';
import type { Demand } from 'shared/schema/demands.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { DayKey } from 'shared/schema/fields.ts';
import type { Project } from 'shared/schema/projects.ts';
import type { Region } from 'shared/schema/regions.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import type { Settings } from 'shared/schema/settings.ts';

export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** Where the schedule's documents come from; each emits anew after every change. */
export interface ScheduleSource {
  readonly employees: Observable<readonly Employee[]>;
  readonly projects: Observable<readonly Project[]>;
  readonly regions: Observable<readonly Region[]>;
  readonly absences: Observable<readonly Absence[]>;
  readonly settings: Observable<Settings | undefined>;
  readonly demands: Observable<readonly Demand[]>;
  /** Set while a first download is under way: only these days are complete. */
  readonly onlyKnown: Observable<DaySpan | undefined>;
  /** The rows of one week: an edit then concerns 2,000 documents, not a quarter's 26,000. */
  week(monday: string): Observable<readonly ScheduleWeek[]>;
}

/** What all lines of the grid share. A new object after every change of it. */
export interface SharedFacts {
  readonly employees: readonly Employee[];
  readonly employeeById: ReadonlyMap<string, Employee>;
  readonly jobs: JobIndex;
  readonly regions: readonly Region[];
  readonly absences: ReadonlyMap<string, readonly Absence[]>;
  readonly workingDays: readonly DayKey[];
  readonly warningDays: number;
  readonly timeZone: string;
  readonly foremenEditOwnCrew: boolean;
  readonly targetOf: (projectId: string, monday: string) => number | undefined;
  /** Set while other weeks are still on their way to this device: nothing is to be concluded from their gaps. */
  readonly onlyKnown: DaySpan | undefined;
}

/** Whether a week is still on its way: what it lacks may be there a moment later. */
export const isArriving = ({ onlyKnown }: Pick<SharedFacts, 'onlyKnown'>, monday: string): boolean =>
  onlyKnown !== undefined && (monday < onlyKnown.from || monday > onlyKnown.to);

const DEFAULT_WORKING_DAYS: readonly DayKey[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const DEFAULT_WARNING_DAYS = 30;
const DEFAULT_ZONE = 'America/Chicago';
const NO_ABSENCES: readonly Absence[] = [];

/** Whoever left counts in the weeks before that. */
const wasThere = (person: Employee | undefined, monday: string): boolean =>
  person?.active !== false || (person.leftOn ?? '') > monday;

type Rows = Map<string, ScheduleWeek>;

/** A change that is on screen already and on its way into the database. */
interface Held {
  readonly change: WeekChange;
  stored: boolean;
}

export interface ScheduleStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly facts: () => SharedFacts;
  /** Counts up with every change of any week; heads and bench are worked out anew when it does. */
  readonly weeksVersion: () => number;
  readonly subscribeRow: (employeeId: string, listener: () => void) => () => void;
  /** Differs from what it was when this person's line has to be drawn again. */
  readonly rowVersion: (employeeId: string) => string;
  readonly weekOf: (employeeId: string, monday: string) => ScheduleWeek | undefined;
  readonly weeksOf: (monday: string) => Iterable<ScheduleWeek>;
  readonly heads: (monday: string) => ReadonlyMap<string, readonly number[]>;
  readonly absencesOf: (employeeId: string) => readonly Absence[];
  /** The roster and the weeks asked for have arrived from the database. */
  readonly isReady: (mondays: readonly string[]) => boolean;
  readonly error: () => unknown;
  /** Keeps exactly these weeks alive. */
  readonly watch: (mondays: readonly string[]) => void;
  /** Shows changes before the database has them. Call `stored` when it does, or `drop` when it refused. */
  readonly hold: (changes: readonly WeekChange[]) => { stored: () => void; drop: () => void };
  readonly close: () => void;
}

export function createScheduleStore(source: ScheduleSource): ScheduleStore {
  let facts: SharedFacts = {
    employees: [],
    employeeById: new Map(),
    jobs: indexJobs([]),
    regions: [],
    absences: new Map(),
    workingDays: DEFAULT_WORKING_DAYS,
    warningDays: DEFAULT_WARNING_DAYS,
    timeZone: DEFAULT_ZONE,
    foremenEditOwnCrew: false,
    targetOf: () => undefined,
    onlyKnown: undefined,
  };
  const arrived = new Set<string>();
  let failure: unknown;
  let factsVersion = 0;
  let weeksVersion = 0;
  const weeks = new Map<string, Rows>();
  const held = new Map<string, Held[]>();
  const shown = new Map<string, ScheduleWeek>();
  const headsCache = new Map<string, ReadonlyMap<string, readonly number[]>>();
  const rowVersions = new Map<string, number>();
  const rowListeners = new Map<string, Set<() => void>>();
  const listeners = new Set<() => void>();
  const watching = new Map<string, Subscription>();
  const lasting: Subscription[] = [];

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const tellRows = (employeeIds: Iterable<string>): void => {
    for (const id of employeeIds) {
      rowVersions.set(id, (rowVersions.get(id) ?? 0) + 1);
      for (const listener of rowListeners.get(id) ?? []) listener();
    }
  };
  const weekChanged = (monday: string, employeeIds: ReadonlySet<string>): void => {
    headsCache.delete(monday);
    weeksVersion += 1;
    tellRows(employeeIds);
    tell();
  };

  /** The stored row with what is held on top of it. */
  const weekOf = (employeeId: string, monday: string): ScheduleWeek | undefined => {
    const stored = weeks.get(monday)?.get(employeeId);
    const id = weekId(employeeId, monday);
    const waiting = held.get(id);
    if (!waiting) return stored;
    const cached = shown.get(id);
    if (cached) return cached;
    const made = waiting.reduce<ScheduleWeek | undefined>((week, { change }) => {
      const bare = { id, rev: '', updatedAt: '', updatedBy: '' };
      return { ...bare, ...week, ...applyChange(week, change) };
    }, stored);
    if (made) shown.set(id, made);
    return made;
  };

  function* weeksOf(monday: string): Generator<ScheduleWeek> {
    const ids = new Set(weeks.get(monday)?.keys());
    for (const id of held.keys()) if (id.endsWith(monday)) ids.add(id.slice(0, -11));
    for (const id of ids) {
      const week = weekOf(id, monday);
      if (week && wasThere(facts.employeeById.get(id), monday)) yield week;
    }
  }

  const take = (monday: string, documents: readonly ScheduleWeek[]): void => {
    const before = weeks.get(monday) ?? new Map<string, ScheduleWeek>();
    const after: Rows = new Map();
    const changed = new Set<string>();
    for (const document of documents) {
      const known = before.get(document.employeeId);
      const same = known?.rev === document.rev && known.id === document.id;
      after.set(document.employeeId, same ? known : document);
      if (!same) changed.add(document.employeeId);
    }
    for (const id of before.keys()) if (!after.has(id)) changed.add(id);
    weeks.set(monday, after);
    for (const [id, waiting] of held) {
      if (!id.endsWith(monday)) continue;
      const rest = waiting.filter((one) => !one.stored);
      shown.delete(id);
      if (rest.length === waiting.length) continue;
      if (rest.length === 0) held.delete(id);
      else held.set(id, rest);
      changed.add(id.slice(0, -11));
    }
    const first = !arrived.has(monday);
    arrived.add(monday);
    if (first || changed.size > 0) weekChanged(monday, changed);
  };

  const factsChanged = (name: string, change: Partial<SharedFacts>): void => {
    facts = { ...facts, ...change };
    arrived.add(name);
    factsVersion += 1;
    for (const set of rowListeners.values()) for (const listener of set) listener();
    tell();
  };
  const fail = (error: unknown): void => {
    failure = error;
    tell();
  };
  const follow = <T>(from: Observable<T>, next: (value: T) => void): Subscription =>
    from.subscribe({ next, error: fail });

  lasting.push(
    follow(source.employees, (employees) =>
      factsChanged('employees', { employees, employeeById: new Map(employees.map((one) => [one.id, one])) }),
    ),
    follow(source.projects, (projects) => factsChanged('projects', { jobs: indexJobs(projects) })),
    follow(source.regions, (regions) => factsChanged('regions', { regions })),
    follow(source.absences, (absences) =>
      factsChanged('absences', { absences: Map.groupBy(absences, (one) => one.employeeId) }),
    ),
    follow(source.demands, (demands) => factsChanged('demands', { targetOf: targetsOf(demands) })),
    follow(source.onlyKnown, (onlyKnown) => {
      weeksVersion += 1;
      factsChanged('onlyKnown', { onlyKnown });
    }),
    follow(source.settings, (settings) =>
      factsChanged('settings', {
        workingDays: settings?.workingDays ?? DEFAULT_WORKING_DAYS,
        warningDays: settings?.warningDays ?? DEFAULT_WARNING_DAYS,
        timeZone: settings?.timeZone ?? DEFAULT_ZONE,
        foremenEditOwnCrew: settings?.foremenEditOwnCrew ?? false,
      }),
    ),
  );

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    facts: () => facts,
    weeksVersion: () => weeksVersion,
    subscribeRow: (employeeId, listener) => {
      const set = rowListeners.get(employeeId) ?? new Set();
      set.add(listener);
      rowListeners.set(employeeId, set);
      return () => {
        set.delete(listener);
        if (set.size === 0) rowListeners.delete(employeeId);
      };
    },
    rowVersion: (employeeId) => `${factsVersion}.${rowVersions.get(employeeId) ?? 0}`,
    weekOf,
    weeksOf,
    heads: (monday) => {
      const known = headsCache.get(monday);
      if (known) return known;
      const made = headsOf(weeksOf(monday));
      headsCache.set(monday, made);
      return made;
    },
    absencesOf: (employeeId) => facts.absences.get(employeeId) ?? NO_ABSENCES,
    isReady: (mondays) =>
      ['employees', 'projects', 'settings', 'onlyKnown', ...mondays].every((name) => arrived.has(name)),
    error: () => failure,
    watch: (mondays) => {
      const wanted = new Set(mondays);
      for (const [monday, subscription] of watching)
        if (!wanted.has(monday)) {
          subscription.unsubscribe();
          watching.delete(monday);
          weeks.delete(monday);
          headsCache.delete(monday);
          arrived.delete(monday);
        }
      for (const monday of wanted)
        if (!watching.has(monday))
          watching.set(
            monday,
            follow(source.week(monday), (documents) => take(monday, documents)),
          );
    },
    hold: (changes) => {
      const made = changes.map((change) => ({
        id: weekId(change.employeeId, change.weekStart),
        change,
        stored: false,
      }));
      const touched = (): void => {
        for (const [monday, group] of Map.groupBy(made, ({ change }) => change.weekStart))
          weekChanged(monday, new Set(group.map(({ change }) => change.employeeId)));
      };
      for (const one of made) {
        held.set(one.id, [...(held.get(one.id) ?? []), one]);
        shown.delete(one.id);
      }
      touched();
      return {
        stored: () => {
          for (const one of made) one.stored = true;
        },
        drop: () => {
          for (const one of made) {
            const rest = (held.get(one.id) ?? []).filter((other) => other !== one);
            shown.delete(one.id);
            if (rest.length === 0) held.delete(one.id);
            else held.set(one.id, rest);
          }
          touched();
        },
      };
    },
    close: () => {
      for (const subscription of [...lasting, ...watching.values()]) subscription.unsubscribe();
      watching.clear();
    },
  };
}

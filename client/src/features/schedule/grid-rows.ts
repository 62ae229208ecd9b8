import { byName, isActive } from 'shared/domain/schedule/person-names.ts';
import { crewsOf, peopleOf, type Crew } from 'shared/domain/schedule/crews.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { TRADES } from 'shared/schema/fields.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import { foldText } from '../../lib/fold-text.ts';

export const GROUPINGS = ['foreman', 'trade', 'name'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/**
 * One line of the grid. A crew's line is also its foreman's own line; folded it stands for everybody in it. A trade's
 * heading and "no foreman" stand for nobody until they are folded.
 */
export type Row =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly title: GroupTitle;
      readonly folded: boolean;
      readonly crew: readonly Employee[];
      readonly person?: Employee;
    }
  | { readonly kind: 'person'; readonly key: string; readonly person: Employee; readonly groupKey: string };

export type GroupTitle =
  | { readonly kind: 'foreman'; readonly foreman: Employee }
  | { readonly kind: 'none' }
  | { readonly kind: 'trade'; readonly trade: string };

export interface RowWish {
  readonly people: readonly Employee[];
  readonly weekOf: (employeeId: string) => ScheduleWeek | undefined;
  readonly grouping: Grouping;
  readonly regionId: string | undefined;
  readonly find: string;
  readonly folded: ReadonlySet<string>;
  /** Foremen whose crews come before all others: a foreman's own. */
  readonly first?: ReadonlySet<string>;
  /** People who are not active any more but still stand in the weeks shown. */
  readonly stillShown: (employeeId: string) => boolean;
}

/** Whom a line stands for: what is typed into it is typed for them. */
export function peopleOfRow(row: Row): readonly Employee[] {
  if (row.kind === 'person') return [row.person];
  if (row.folded) return row.crew;
  return row.person ? [row.person] : [];
}

/** Whose cells a line shows and copies. */
export const personOfRow = (row: Row | undefined): Employee | undefined => row?.person;

const isFound = (person: Employee, words: readonly string[]): boolean => {
  const text = foldText(
    `${person.name ?? ''} ${person.number ?? ''} ${person.trade ?? ''} ${person.classification ?? ''}`,
  );
  return words.every((word) => text.includes(word));
};

export function rowsOf(wish: RowWish): Row[] {
  const shown = wish.people.filter((person) => isActive(person) || wish.stillShown(person.id));
  const words = foldText(wish.find).split(' ').filter(Boolean);
  const fits = (person: Employee): boolean =>
    (wish.regionId === undefined || person.regionId === wish.regionId) && isFound(person, words);
  if (wish.grouping === 'name')
    return shown
      .filter(fits)
      .sort(byName)
      .map((person) => ({ kind: 'person', key: person.id, person, groupKey: '' }));
  const rank = (group: { readonly key: string }): number => (wish.first?.has(group.key) ? 0 : 1);
  const groups = (wish.grouping === 'foreman' ? crewsOf(shown, wish.weekOf) : tradesOf(shown)).toSorted(
    (a, b) => rank(a) - rank(b),
  );
  const searching = words.length > 0;
  return groups.flatMap((group) =>
    groupRows(group, fits, wish.folded.has(group.key) && !searching, searching),
  );
}

type Group = Crew & { readonly trade?: string };

function groupRows(
  group: Group,
  fits: (person: Employee) => boolean,
  folded: boolean,
  searching: boolean,
): Row[] {
  const found = group.members.filter(fits);
  const foremanFits = group.foreman !== undefined && fits(group.foreman);
  if (found.length === 0 && !foremanFits) return [];
  // A foreman whose name was sought shows the whole crew; the crew of a person who was sought is only that person.
  const members = searching && foremanFits ? group.members : found;
  const title: GroupTitle = group.foreman
    ? { kind: 'foreman', foreman: group.foreman }
    : group.trade === undefined
      ? { kind: 'none' }
      : { kind: 'trade', trade: group.trade };
  const crew = peopleOf({ ...group, members });
  const head: Row = {
    kind: 'group',
    key: group.key,
    title,
    folded,
    crew,
    ...(group.foreman ? { person: group.foreman } : {}),
  };
  if (folded) return [head];
  return [
    head,
    ...members.map((person): Row => ({ kind: 'person', key: person.id, person, groupKey: group.key })),
  ];
}

function tradesOf(people: readonly Employee[]): Group[] {
  return [...TRADES, undefined].flatMap((trade) => {
    const members = people.filter((person) => person.trade === trade).sort(byName);
    return members.length === 0 ? [] : [{ key: `trade:${trade ?? ''}`, trade: trade ?? 'other', members }];
  });
}

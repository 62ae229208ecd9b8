import { addDays } from 'shared/lib/days.ts';
import type { Column } from 'shared/domain/schedule/week-changes.ts';
import { DAY_KEYS, type DayKey } from 'shared/schema/fields.ts';

/** How far the grid looks: one, two or four weeks, or a quarter of thirteen. */
export const SPANS = ['1', '2', '4', '13'] as const;
export type Span = (typeof SPANS)[number];

/** A column with its place, in px from the left of the sheet, names not counted. */
export type PlacedColumn = Column & { readonly x: number; readonly width: number; readonly working: boolean };

export interface PlacedWeek {
  readonly monday: string;
  readonly isOpen: boolean;
  readonly x: number;
  readonly width: number;
  /** Positions of its columns in the layout. */
  readonly first: number;
  readonly last: number;
}

export interface Layout {
  readonly columns: readonly PlacedColumn[];
  readonly weeks: readonly PlacedWeek[];
  readonly width: number;
}

export interface LayoutWish {
  readonly monday: string;
  readonly span: Span;
  /** Weeks that somebody opened or closed against the habit of the span. */
  readonly toggled: ReadonlySet<string>;
  readonly workingDays: readonly DayKey[];
  /** Room for the weeks, in px. */
  readonly room: number;
  /** Finger-sized columns. */
  readonly isCoarse: boolean;
}

/** One or two weeks come opened into their days; of four the first; a quarter stays in weeks. */
const opensByHabit = (span: Span, at: number): boolean =>
  span === '1' || span === '2' || (span === '4' && at === 0);

export const mondaysOf = (monday: string, span: Span): string[] =>
  Array.from({ length: Number(span) }, (_, at) => addDays(monday, at * 7));

const DAY = { fine: { least: 56, most: 150, wish: 72 }, coarse: { least: 64, most: 150, wish: 76 } } as const;
const WEEK = { fine: { least: 62, most: 240 }, coarse: { least: 72, most: 240 } } as const;
/** An idle weekend day takes this part of a working day. */
const IDLE = 0.555;

/**
 * Columns fill the room there is: opened days take what they wish, closed weeks share the rest; without closed weeks
 * the days share it. What does not fit scrolls.
 */
export function layoutOf(wish: LayoutWish): Layout {
  const mondays = mondaysOf(wish.monday, wish.span);
  const open = mondays.map((monday, at) => opensByHabit(wish.span, at) !== wish.toggled.has(monday));
  const size = wish.isCoarse ? 'coarse' : 'fine';
  const opened = open.filter(Boolean).length;
  const closed = mondays.length - opened;
  const idleDays = DAY_KEYS.filter((day) => !wish.workingDays.includes(day)).length;
  const dayShares = 7 - idleDays + idleDays * IDLE;
  const dayWish = closed > 0 ? DAY[size].wish : wish.room / Math.max(1, opened * dayShares);
  const day = Math.floor(Math.min(DAY[size].most, Math.max(DAY[size].least, dayWish)));
  const idle = Math.floor(day * IDLE);
  const openWidth = (7 - idleDays) * day + idleDays * idle;
  const rest = (wish.room - opened * openWidth) / Math.max(1, closed);
  const week = Math.floor(Math.min(WEEK[size].most, Math.max(WEEK[size].least, rest)));

  const columns: PlacedColumn[] = [];
  const weeks: PlacedWeek[] = [];
  let x = 0;
  mondays.forEach((monday, at) => {
    const from = x;
    const first = columns.length;
    if (open[at])
      DAY_KEYS.forEach((key, index) => {
        const working = wish.workingDays.includes(key);
        const width = working ? day : idle;
        columns.push({ kind: 'day', monday, day: key, date: addDays(monday, index), x, width, working });
        x += width;
      });
    else {
      columns.push({ kind: 'week', monday, x, width: week, working: true });
      x += week;
    }
    weeks.push({
      monday,
      isOpen: open[at] ?? false,
      x: from,
      width: x - from,
      first,
      last: columns.length - 1,
    });
  });
  return { columns, weeks, width: x };
}

/** Which weeks can be seen between two places of the sheet: first and one past the last. */
export function weeksBetween(layout: Layout, left: number, right: number): readonly [number, number] {
  const first = layout.weeks.findIndex((week) => week.x + week.width > left);
  if (first < 0) return [0, 0];
  let end = first;
  while (end < layout.weeks.length && (layout.weeks[end]?.x ?? 0) < right) end += 1;
  return [first, end];
}

/** The column under a place, the nearest one beyond either edge. */
export function columnAt(layout: Layout, x: number): number {
  const at = layout.columns.findIndex((column) => x < column.x + column.width);
  return at < 0 ? layout.columns.length - 1 : at;
}

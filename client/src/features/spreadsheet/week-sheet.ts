import type { CellModel, SheetModel } from './sheet-model.ts';
import { sheetName } from './sheet-model.ts';
import { projectFill, projectInk, STATUS_FILL, STATUS_STRIPES } from './sheet-colours.ts';

/** One half or whole of a day in the book: a job with its hue, or a status. */
export interface BookAssignment {
  readonly text: string;
  readonly hue?: number;
}

/** One week as the contractor's own sheet shows it, already grouped and counted. */
export interface WeekBook {
  readonly company: string;
  readonly weekStart: string;
  /** "Week of Nov 23" and the names of what stands below, in the user's language. */
  readonly words: {
    readonly title: string;
    readonly name: string;
    readonly trade: string;
    readonly heads: string;
    readonly target: string;
    readonly bench: string;
    readonly idle: string;
  };
  readonly days: readonly { readonly label: string; readonly working: boolean }[];
  readonly crews: readonly {
    readonly foreman: string;
    readonly count: number;
    readonly rows: readonly {
      readonly name: string;
      readonly trade: string;
      readonly leads: boolean;
      readonly note?: string;
      readonly cells: readonly (readonly BookAssignment[])[];
    }[];
  }[];
  readonly heads: readonly {
    readonly number: string;
    readonly name: string;
    readonly hue: number;
    readonly target?: number;
    readonly counts: readonly number[];
  }[];
  readonly bench: readonly { readonly name: string; readonly trade: string; readonly idle: string }[];
}

/** Above this many rows one 11 × 17 page could not be read on a wall; the sheet then runs over several pages. */
const ROWS_ON_ONE_PAGE = 220;

const HEADER_ROWS = 2;
const NAME_COLUMNS = 2;

/**
 * The weekly sheet in the contractor's own layout: foreman bold with the crew below, days across in the colours of
 * the jobs, then heads per job and the bench.
 */
export function weekSheet(week: WeekBook, taken: readonly string[] = []): SheetModel {
  const rows = [
    titleRow(week),
    dayRow(week),
    ...week.crews.flatMap((crew) =>
      crew.rows.map((row) => [
        row.leads ? leaderCell(row.name, crew.count) : text(row.name, { border: 'thin' }),
        text(row.trade, { border: 'thin', ink: '#5A6663', ...(row.leads && { fill: CREW_FILL }) }),
        ...row.cells.map((cell, day) => dayCell(cell, week.days[day]?.working ?? true, row.leads)),
        ...(row.note ? [text(row.note, { italic: true, ink: '#5A6663' })] : []),
      ]),
    ),
    [],
    [text(week.words.heads, { bold: true }), text(week.words.target, { ink: '#5A6663' })],
    ...week.heads.map((job) => headsRow(job)),
    [],
    [text(`${week.words.bench}: ${week.bench.length}`, { bold: true })],
    ...week.bench.map((person) => [
      text(person.name, { border: 'thin' }),
      text(person.trade, { border: 'thin', ink: '#5A6663' }),
      text(person.idle, { border: 'thin', align: 'center' }),
    ]),
  ];
  return {
    name: sheetName(week.words.title, taken),
    rows,
    widths: [24, 13, ...week.days.map(() => 11), 24],
    frozen: { rows: HEADER_ROWS, columns: NAME_COLUMNS },
    page: { orientation: 'portrait', fit: rows.length <= ROWS_ON_ONE_PAGE ? 'one page' : 'one page wide' },
  };
}

const CREW_FILL = '#E3E8E5';

const text = (value: string, style: Omit<CellModel, 'value'> = {}): CellModel => ({ value, ...style });

const titleRow = (week: WeekBook): (CellModel | undefined)[] => [
  text(week.company, { bold: true, size: 13 }),
  undefined,
  text(week.words.title, { bold: true, size: 13, span: Math.max(1, week.days.length) }),
];

const dayRow = (week: WeekBook): CellModel[] => [
  text(week.words.name, { bold: true, border: 'medium' }),
  text(week.words.trade, { bold: true, border: 'medium' }),
  ...week.days.map((day) =>
    text(day.label, {
      bold: true,
      border: 'medium',
      align: 'center',
      ...(!day.working && { ink: '#5A6663' }),
    }),
  ),
];

const leaderCell = (name: string, count: number): CellModel =>
  text(`${name}  (${count})`, { bold: true, fill: CREW_FILL, border: 'thin' });

function dayCell(cell: readonly BookAssignment[], working: boolean, leads: boolean): CellModel {
  const style = { border: 'thin', align: 'center', ...(leads && { bold: true }) } as const;
  const [first, second] = cell;
  if (!first) return text('', { ...style, ...(!working && { fill: '#F1F3F2' }) });
  const label = cell.map((assignment) => assignment.text).join(' / ');
  if (first.hue === undefined && second?.hue === undefined) {
    return text(label, { ...style, fill: STATUS_FILL, stripes: STATUS_STRIPES });
  }
  const fill = first.hue === undefined ? STATUS_FILL : projectFill(first.hue);
  const isSplit = second !== undefined && second.hue !== first.hue;
  const stripes = isSplit ? (second.hue === undefined ? STATUS_STRIPES : projectFill(second.hue)) : undefined;
  return text(label, {
    ...style,
    fill,
    ink: projectInk(first.hue ?? second?.hue ?? 0),
    ...(stripes && { stripes }),
  });
}

const headsRow = (job: WeekBook['heads'][number]): CellModel[] => [
  text(`${job.number}  ${job.name}`.trim(), {
    fill: projectFill(job.hue),
    ink: projectInk(job.hue),
    border: 'thin',
  }),
  job.target === undefined
    ? text('', { border: 'thin' })
    : { value: job.target, border: 'thin', align: 'center' },
  ...job.counts.map((count): CellModel => {
    const isShort = job.target !== undefined && count < job.target;
    return { value: count, border: 'thin', align: 'center', ...(isShort && { ink: '#B3261E', bold: true }) };
  }),
];

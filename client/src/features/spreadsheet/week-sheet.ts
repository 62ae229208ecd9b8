import { balance } from 'shared/domain/schedule/heads.ts';
import type { CellModel, SheetModel } from './sheet-model.ts';
import { LEAST_SCALE, planPage, sideBySide, type Block } from './page-plan.ts';
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
    readonly notes: string;
  };
  readonly days: readonly { readonly label: string; readonly working: boolean }[];
  readonly crews: readonly {
    readonly foreman: string;
    readonly count: number;
    readonly rows: readonly {
      readonly name: string;
      readonly trade: string;
      readonly leads: boolean;
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
  readonly notes: readonly { readonly name: string; readonly day: string; readonly text: string }[];
}

const HEADER_ROWS = 2;
const NAME_COLUMNS = 2;
/** Characters: the name, the trade, a day of two jobs. */
const WIDTHS = { name: 24, trade: 13, day: 11 } as const;
/** The same where several crews stand side by side, and the gap between them. */
const NARROW = { name: 17, trade: 10, day: 9.5, gap: 1.5 } as const;

/**
 * The weekly sheet in the contractor's own layout: foreman bold with the crew below, days across in the colours of
 * the jobs, then heads per job, the bench and the notes, on one 11 × 17 page. A company too large for one list of
 * names on that page stands in banks side by side, as on its wall.
 */
export function weekSheet(week: WeekBook, taken: readonly string[] = []): SheetModel {
  const name = sheetName(week.words.title, taken);
  const whole = blocksOf(week);
  const usedDays = week.days.flatMap(({ working }, at) => (working || isUsed(week, at) ? [at] : []));
  const narrow = withDays(week, usedDays);
  const bankWidths = [NARROW.name, NARROW.trade, ...usedDays.map(() => NARROW.day)];
  const plan = planPage(blocksOf(narrow), HEADER_ROWS, sum(bankWidths) + NARROW.gap);
  if (plan.banks.length === 1 || plan.scale < LEAST_SCALE) {
    return {
      name,
      rows: [titleRow(week), dayRow(week), ...whole.flat()],
      widths: [WIDTHS.name, WIDTHS.trade, ...week.days.map(() => WIDTHS.day)],
      frozen: { rows: HEADER_ROWS, columns: NAME_COLUMNS },
      page: { orientation: 'portrait', fit: plan.banks.length === 1 ? 'one page' : 'one page wide' },
    };
  }
  const columns = bankWidths.length + 1;
  return {
    name,
    rows: [
      titleRow(narrow),
      sideBySide(
        plan.banks.map(() => [dayRow(narrow)]),
        columns,
      )[0] ?? [],
      ...sideBySide(plan.banks, columns),
    ],
    widths: plan.banks.flatMap(() => [...bankWidths, NARROW.gap]),
    // Names of one bank beside the days of another would lead astray: only the days stay in view.
    frozen: { rows: HEADER_ROWS, columns: 0 },
    page: { orientation: 'portrait', fit: 'one page' },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const isUsed = (week: WeekBook, day: number): boolean =>
  week.crews.some((crew) => crew.rows.some((row) => (row.cells[day] ?? []).length > 0));

/** The week with only these of its days. */
function withDays(week: WeekBook, days: readonly number[]): WeekBook {
  const pick = <T>(all: readonly T[]): T[] => days.flatMap((at) => all[at] ?? []);
  const pickCells = (all: readonly (readonly BookAssignment[])[]) => days.map((at) => all[at] ?? []);
  return {
    ...week,
    days: pick(week.days),
    crews: week.crews.map((crew) => ({
      ...crew,
      rows: crew.rows.map((row) => ({ ...row, cells: pickCells(row.cells) })),
    })),
    heads: week.heads.map((job) => ({ ...job, counts: pick(job.counts) })),
  };
}

/** What stays together on the page: each crew, the heads, the bench, the notes. */
const blocksOf = (week: WeekBook): Block[] => [
  ...week.crews.map((crew) => crewBlock(crew, week)),
  [
    [],
    [
      text(week.words.heads, { bold: true }),
      text(week.words.target, { ink: QUIET }),
      ...week.days.map((day) => text(day.label, { ink: QUIET, align: 'center' })),
    ],
    ...week.heads.map((job) => headsRow(job, week)),
  ],
  [
    [],
    [text(`${week.words.bench}: ${week.bench.length}`, { bold: true })],
    ...week.bench.map((person) => [
      text(person.name, { border: 'thin' }),
      text(person.trade, { border: 'thin', ink: QUIET }),
      text(person.idle, { border: 'thin', align: 'center' }),
    ]),
  ],
  ...(week.notes.length === 0
    ? []
    : [
        [
          [],
          [text(week.words.notes, { bold: true })],
          ...week.notes.map((note) => [
            text(note.name),
            text(note.day, { ink: QUIET }),
            text(note.text, { italic: true, span: Math.max(1, week.days.length) }),
          ]),
        ],
      ]),
];

const crewBlock = (crew: WeekBook['crews'][number], week: WeekBook): Block =>
  crew.rows.map((row) => [
    row.leads ? leaderCell(row.name, crew.count) : text(row.name, { border: 'thin' }),
    text(row.trade, { border: 'thin', ink: QUIET, ...(row.leads && { fill: CREW_FILL }) }),
    ...row.cells.map((cell, day) => dayCell(cell, week.days[day]?.working ?? true, row.leads)),
  ]);

const QUIET = '#5A6663';
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
      ...(!day.working && { ink: QUIET }),
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

const headsRow = (job: WeekBook['heads'][number], week: WeekBook): CellModel[] => [
  text(`${job.number}  ${job.name}`.trim(), {
    fill: projectFill(job.hue),
    ink: projectInk(job.hue),
    border: 'thin',
  }),
  job.target === undefined
    ? text('', { border: 'thin' })
    : { value: job.target, border: 'thin', align: 'center' },
  ...job.counts.map((count, at): CellModel => {
    const working = week.days[at]?.working ?? true;
    if (count === 0 && !working) return text('', { border: 'thin' });
    const isShort = balance(count, job.target, working).kind === 'short';
    return { value: count, border: 'thin', align: 'center', ...(isShort && { ink: '#B3261E', bold: true }) };
  }),
];

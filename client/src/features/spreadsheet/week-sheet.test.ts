import { Workbook, type Worksheet } from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { hueDegrees, oklchToHex, projectFill } from './sheet-colours.ts';
import { weekSheet, type WeekBook } from './week-sheet.ts';
import { writeBook } from './write-book.ts';

const job = (text: string, hue: number): WeekBook['crews'][number]['rows'][number]['cells'][number] => [
  { text, hue },
];

const WEEK: WeekBook = {
  company: 'Tri-County Concrete',
  weekStart: '2026-11-23',
  words: {
    title: 'Week of Nov 23',
    name: 'Name',
    trade: 'Trade',
    heads: 'Heads',
    target: 'Target',
    bench: 'Bench',
    idle: 'idle',
    notes: 'Notes',
  },
  days: ['Mon 23', 'Tue 24', 'Wed 25', 'Thu 26', 'Fri 27', 'Sat 28', 'Sun 29'].map((label, index) => ({
    label,
    working: index < 5,
  })),
  crews: [
    {
      foreman: 'Alvarez, R.',
      count: 2,
      rows: [
        {
          name: 'Alvarez, R.',
          trade: 'Foreman',
          leads: true,
          cells: [job('2418', 3), job('2418', 3), job('2418', 3), job('2418', 3), [], [], []],
        },
        {
          name: '=Cruz, M.',
          trade: 'Laborer',
          leads: false,
          cells: [
            job('2418', 3),
            [{ text: 'PTO' }],
            [
              { text: '2418', hue: 3 },
              { text: '2390', hue: 9 },
            ],
            job('2418', 3),
            [],
            [],
            [],
          ],
        },
      ],
    },
  ],
  heads: [{ number: '2418', name: 'Riverside L3', hue: 3, target: 2, counts: [2, 1, 2, 2, 0, 0, 0] }],
  bench: [{ name: 'Dunn, P.', trade: 'Finisher', idle: '9 d' }],
  notes: [{ name: 'Cruz, M.', day: 'Wed 25', text: '2nd half at the plant' }],
};

describe('the weekly sheet, read back by another library', () => {
  let sheet: Worksheet;

  beforeAll(async () => {
    const book = new Workbook();
    await book.xlsx.load(await (await writeBook([weekSheet(WEEK)])).arrayBuffer());
    const [first] = book.worksheets;
    if (!first) throw new Error('no sheet');
    sheet = first;
  });

  const cell = (row: number, column: number): unknown => sheet.getRow(row).getCell(column).value;

  test('the days run across and the crew stands below its bold foreman', () => {
    expect(cell(2, 3)).toBe('Mon 23');
    expect(cell(3, 1)).toBe('Alvarez, R.  (2)');
    expect(sheet.getRow(3).getCell(1).font?.bold).toBe(true);
    expect(sheet.getRow(4).getCell(1).font?.bold ?? false).toBe(false);
    expect(cell(4, 3)).toBe('2418');
  });

  test('jobs keep their colour, halves carry both, a status is hatched', () => {
    const fill = (column: number): unknown => sheet.getRow(4).getCell(column).fill;
    expect(JSON.stringify(fill(3))).toContain(projectFill(3).slice(1));
    expect(cell(4, 5)).toBe('2418 / 2390');
    expect(JSON.stringify(fill(5))).toContain(projectFill(9).slice(1));
    expect(JSON.stringify(fill(4))).toContain('lightUp');
  });

  test('a name that looks like a formula is text', () => {
    expect(cell(4, 1)).toBe('=Cruz, M.');
  });

  test('heads are numbers with the target beside them, and the bench follows', () => {
    expect(cell(6, 1)).toBe('Heads');
    expect(cell(7, 1)).toBe('2418  Riverside L3');
    expect([2, 3, 4, 5, 6, 7].map((column) => cell(7, column))).toEqual([2, 2, 1, 2, 2, 0]);
    expect(sheet.getRow(7).getCell(4).font?.bold).toBe(true);
    expect(cell(9, 1)).toBe('Bench: 1');
    expect(cell(10, 3)).toBe('9 d');
    expect([cell(6, 3), cell(12, 1), cell(13, 2), cell(13, 3)]).toEqual([
      'Mon 23',
      'Notes',
      'Wed 25',
      '2nd half at the plant',
    ]);
  });

  test('names and days stay in view, and it prints on one 11 × 17 page', () => {
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 2 });
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 17,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 1,
    });
  });
});

test('a day that nobody works by habit is short of nothing', () => {
  const [, , , , , , row] = weekSheet({
    ...WEEK,
    heads: [{ number: '2418', name: '', hue: 3, target: 2, counts: [2, 1, 2, 2, 2, 0, 1] }],
  }).rows;
  expect(row?.slice(2).map((cell) => [cell?.value, cell?.bold ?? false])).toEqual([
    [2, false],
    [1, true],
    [2, false],
    [2, false],
    [2, false],
    ['', false],
    [1, false],
  ]);
});

const crewsOf = (count: number): WeekBook['crews'] =>
  Array.from({ length: count }, (_, at) => ({
    foreman: `Lead ${at}`,
    count: 8,
    rows: Array.from({ length: 8 }, (_none, row) => ({
      name: `Person ${at}-${row}`,
      trade: '',
      leads: row === 0,
      cells: [job('2418', 3), [], [], [], [], [], []],
    })),
  }));
const namesOf = (crews: WeekBook['crews']): string[] =>
  crews.flatMap((crew) => crew.rows.map(({ name, leads }) => (leads ? `${name}  (8)` : name)));

test('a company of hundreds stands in banks on its one page: everybody once, crews whole, days above each', () => {
  const crews = crewsOf(45);
  const sheet = weekSheet({ ...WEEK, crews });
  expect(sheet.page).toEqual({ orientation: 'portrait', fit: 'one page' });
  expect(sheet.rows.length).toBeLessThan(200);
  const cells = sheet.rows.flatMap((row) => row.flatMap((cell) => (cell ? [String(cell.value)] : [])));
  const names = namesOf(crews);
  expect(cells.filter((value) => names.includes(value)).toSorted()).toEqual(names.toSorted());
  const starts = (sheet.rows[1] ?? []).flatMap((cell, at) => (cell?.value === 'Name' ? [at] : []));
  expect(starts.length).toBeGreaterThan(1);
  for (const start of starts) {
    expect(sheet.rows[1]?.[start + 2]?.value).toBe('Mon 23');
    expect(String(sheet.rows[2]?.[start]?.value)).toMatch(/^Lead|^Person \d+-0/);
  }
  expect(starts.every((start) => sheet.widths[start] === sheet.widths[0])).toBe(true);
  // Sunday, which nobody works, gives its room to the names.
  expect(cells).not.toContain('Sun 29');
});

test('a list that no page could show runs over several, one page wide', () => {
  const sheet = weekSheet({ ...WEEK, crews: crewsOf(250) });
  expect(sheet.page.fit).toBe('one page wide');
  expect(sheet.frozen).toEqual({ rows: 2, columns: 2 });
});

test('colours are those of the screen: oklch white and a known grey', () => {
  expect(oklchToHex(1, 0, 0)).toBe('#FFFFFF');
  expect(oklchToHex(0.5, 0, 0)).toBe('#636363');
});

test('every job has the hue on paper that it has on the screen', () => {
  const css = readFileSync(new URL('../../ui/theme/hues.css', import.meta.url), 'utf8');
  const onScreen = [...css.matchAll(/data-hue='(\d+)'\] \{\s*--hue: ([\d.]+)/g)];
  expect(onScreen).toHaveLength(24);
  for (const [, hue, degrees] of onScreen)
    expect(Math.abs(hueDegrees(Number(hue)) - Number(degrees))).toBeLessThan(0.2);
});

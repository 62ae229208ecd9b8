import { Workbook, type Worksheet } from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { LABEL_KEYS, type PourLogBook, type PourLogWords } from './pour-log-book.ts';
import { pourLogSheets } from './pour-log-sheet.ts';
import { writeBook } from './write-book.ts';

const ID = '018f0000-0000-7000-8000-00000000000';
const common = { rev: '1', updatedAt: '2026-11-27T12:00:00.000Z', updatedBy: `${ID}1` };
const at = (time: string): string => `2026-11-27T${time}:00.000Z`;

const BOOK: PourLogBook = {
  pour: {
    ...common,
    id: `${ID}2`,
    number: '118',
    name: 'L3 deck',
    day: '2026-11-27',
    areaSf: 9200,
    thicknessIn: 5,
    orderedCy: 142,
    projectId: `${ID}9`,
  },
  log: {
    ...common,
    id: `${ID}2`,
    pourDay: '2026-11-27',
    crewHours: { [`${ID}8`]: { hours: 9.5 } },
    startedAt: at('12:00'),
  },
  loads: [
    {
      ...common,
      id: `${ID}3`,
      pourId: `${ID}2`,
      pourDay: '2026-11-27',
      ticketNumber: '55120',
      loadCy: 10,
      batchedAt: at('12:00'),
      arrivedAt: at('12:41'),
      dischargeEndedAt: at('13:31'),
      verdict: 'accepted',
      returnedCy: 0.5,
    },
    {
      ...common,
      id: `${ID}4`,
      pourId: `${ID}2`,
      pourDay: '2026-11-27',
      ticketNumber: '55121',
      loadCy: 10,
      batchedAt: at('12:20'),
      verdict: 'rejected',
      rejectReason: 'slump',
    },
  ],
  events: [
    {
      ...common,
      id: `${ID}5`,
      pourId: `${ID}2`,
      pourDay: '2026-11-27',
      at: at('13:00'),
      kind: 'delay',
      fields: { cause: 'pump', minutes: 12 },
    },
    {
      ...common,
      id: `${ID}6`,
      pourId: `${ID}2`,
      pourDay: '2026-11-27',
      // Half past midnight at the site: the day after the pour's.
      at: '2026-11-28T06:30:00.000Z',
      kind: 'amendment',
      fields: { amends: `${ID}3`, field: 'dischargeEndedAt', before: at('13:20'), after: at('13:31') },
    },
  ],
  zone: 'America/Chicago',
  locale: 'en-US',
  now: Date.parse(at('15:00')),
  words: {
    pour: 'Pour',
    loads: 'Loads',
    events: 'Events',
    crew: 'Crew',
    labels: Object.fromEntries(LABEL_KEYS.map((key) => [key, key])) as PourLogWords['labels'],
    values: { delay: 'Delay', pump: 'Pump', rejected: 'Rejected', accepted: 'Accepted', slump: 'Slump' },
  },
  names: { [`${ID}8`]: 'Boone, T.', [`${ID}9`]: '2418 Riverside' },
};

describe('a pour log as a book, read back by another library', () => {
  let sheets: Worksheet[];

  beforeAll(async () => {
    const book = new Workbook();
    await book.xlsx.load(await (await writeBook(pourLogSheets(BOOK))).arrayBuffer());
    sheets = book.worksheets;
  });

  const rowsOf = (index: number): unknown[][] =>
    (sheets[index]?.getSheetValues() ?? []).slice(1).map((row) => (Array.isArray(row) ? row.slice(1) : []));

  test('there are three sheets', () => {
    expect(sheets.map((sheet) => sheet.name)).toEqual(['Pour 118 L3 deck', 'Loads', 'Events']);
  });

  test('placed is what was accepted less what went back', () => {
    const placed = rowsOf(0).find(([label]) => label === 'placed');
    expect(placed?.[1]).toBe(9.5);
  });

  test('a time that nobody wrote into the header is read off the loads', () => {
    const value = (label: string): unknown => rowsOf(0).find(([name]) => name === label)?.[1];
    expect([value('accepted'), value('rejected'), value('delays')]).toEqual([1, 1, 12]);
    expect(String(value('firstTruck')).replace(/\s/, ' ')).toBe('6:41 AM');
    expect(value('lastTruck')).toBe(value('firstTruck'));
  });

  test('a correction says of which load, what stood there and what stands there now, on another day with its date', () => {
    const row = rowsOf(2).find(([, kind]) => kind === 'amendment') ?? [];
    expect(String(row[0])).toContain('Nov 28');
    expect(String(row[4]).replaceAll(/\s/g, ' ')).toBe('load 1, done: 7:20 AM → 7:31 AM');
  });

  test('a load that is in the forms counts in the book as it does on the board, before somebody decides about its age', () => {
    const loads = BOOK.loads.map(({ verdict, ...load }) =>
      verdict === 'accepted' ? load : { ...load, verdict: 'rejected' as const },
    );
    const [sheet] = pourLogSheets({ ...BOOK, loads });
    const placed = sheet?.rows.find(([label]) => label?.value === 'placed');
    expect(placed?.[1]?.value).toBe(9.5);
  });

  test('loads stand in batch order with times of the site, ages as numbers and rejections in words', () => {
    const [, first, second] = rowsOf(1);
    expect(first?.slice(0, 2)).toEqual([1, '55120']);
    expect(String(first?.[4]).replace(/\s/, ' ')).toBe('6:00 AM');
    expect(first?.[8]).toBe(91);
    expect(first?.at(-1)).toContain('overLimit');
    expect(second?.[14]).toBe('Rejected');
    expect(second?.[15]).toBe('Slump');
  });

  test('events and crew hours are there', () => {
    expect(rowsOf(2)[1]?.slice(1, 4)).toEqual(['Delay', 'Pump', 12]);
    expect(rowsOf(0).find(([label]) => label === 'Boone, T.')?.[2]).toBe(9.5);
    expect(rowsOf(0).find(([label]) => label === 'total')?.[2]).toBe(9.5);
  });
});

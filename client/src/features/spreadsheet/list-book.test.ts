import { Workbook } from 'exceljs';
import { expect, test } from 'vitest';
import { listBook } from './list-book.ts';
import { sheetName } from './sheet-model.ts';

const readBack = async (file: Blob): Promise<Workbook> => {
  const book = new Workbook();
  await book.xlsx.load(await file.arrayBuffer());
  return book;
};

test('a list is read back as it was shown, numbers as numbers', async () => {
  const book = await readBack(
    listBook({
      title: 'Roster',
      columns: [{ title: 'Name', width: 24 }, { title: 'Loads' }],
      rows: [
        ['Alvarez, Ramón', 14],
        ['Boone, T.', undefined],
      ],
    }),
  );
  const sheet = book.getWorksheet('Roster');
  expect(sheet?.getRow(1).getCell(1).value).toBe('Name');
  expect(sheet?.getRow(2).getCell(1).value).toBe('Alvarez, Ramón');
  expect(sheet?.getRow(2).getCell(2).value).toBe(14);
  expect(sheet?.getRow(3).getCell(2).value).toBeNull();
});

test('text that looks like a formula stays text', async () => {
  const book = await readBack(
    listBook({ title: 'x', columns: [{ title: 'Note' }], rows: [['=1+1'], ['+cmd|calc'], ['@sum']] }),
  );
  const column = book.worksheets[0]?.getColumn(1).values.slice(2);
  expect(column).toEqual(['=1+1', '+cmd|calc', '@sum']);
});

test('a sheet takes a name that spreadsheets accept, and none twice', () => {
  expect(sheetName('Pour 118: L3/L4 [deck]?')).toBe('Pour 118  L3 L4  deck');
  expect(sheetName('x'.repeat(40))).toHaveLength(31);
  expect(sheetName('Week', ['Week'])).toBe('Week 2');
  expect(sheetName('***')).toBe('Sheet');
});

import type { Page } from 'playwright-core';
import exceljs from 'exceljs';

/** A sheet as plain values, read back by another library than the one that wrote it. */
export type SheetRows = readonly (readonly (string | number)[])[];

/** Makes the spreadsheet on the device and reads the downloaded file back: its sheets by name. */
export async function exportedBook(page: Page): Promise<ReadonlyMap<string, SheetRows>> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /make a spreadsheet/i }).click();
  const path = await (await downloading).path();
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  return new Map(book.worksheets.map((sheet) => [sheet.name, rowsOf(sheet)]));
}

function rowsOf(sheet: exceljs.Worksheet): SheetRows {
  const rows: (string | number)[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    const cells: (string | number)[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => {
      const { value } = cell;
      cells.push(typeof value === 'number' ? value : value === null ? '' : cell.text);
    });
    rows.push(cells);
  });
  return rows;
}

import { sheetName, type SheetModel } from './sheet-model.ts';
import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import type { BookAnswer, BookPart, BookRequest } from './book-request.ts';
import { listBook } from './list-book.ts';
import { pourLogSheets } from './pour-log-sheet.ts';
import { weekBooks } from './week-book.ts';
import { weekSheet } from './week-sheet.ts';
import { writeBook } from './write-book.ts';

/** What came before the request that it belongs to. */
let weeks: ScheduleWeek[] = [];

/** Makes files beside the screen: the grid scrolls on while thousands of cells are written. */
async function make(request: BookRequest): Promise<Blob> {
  switch (request.kind) {
    case 'list':
      return listBook(request.input);
    case 'pour log':
      return writeBook(pourLogSheets(request.input));
    case 'weeks': {
      const sheets: SheetModel[] = [];
      const all = [...weeks, ...request.input.weeks];
      weeks = [];
      for (const week of weekBooks({ ...request.input, weeks: all })) {
        const sheet = weekSheet(week);
        sheets.push({
          ...sheet,
          name: sheetName(
            sheet.name,
            sheets.map(({ name }) => name),
          ),
        });
      }
      return writeBook(sheets);
    }
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<BookRequest | BookPart>) => {
  if (data.kind === 'part') {
    weeks.push(...data.weeks);
    return;
  }
  const answer = (message: BookAnswer): void => globalThis.postMessage(message);
  make(data).then(
    (file) => answer({ file }),
    (error: unknown) => answer({ failed: error instanceof Error ? error.message : String(error) }),
  );
});

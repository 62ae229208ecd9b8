import { utils, write } from 'xlsx';
import { sheetName } from './sheet-model.ts';

/** Any list on a screen: what its columns are called and what stands in its rows, as shown. */
export interface ListInput {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly width?: number }[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

/** Writes a plain sheet. Every cell is a string or a number by its type, so no text becomes a formula. */
export function listBook(list: ListInput): Blob {
  const sheet = utils.aoa_to_sheet([
    list.columns.map((column) => ({ t: 's' as const, v: column.title })),
    ...list.rows.map((row) =>
      row.map((value) =>
        value === undefined
          ? null
          : typeof value === 'number'
            ? { t: 'n' as const, v: value }
            : { t: 's' as const, v: value },
      ),
    ),
  ]);
  sheet['!cols'] = list.columns.map((column) => ({ wch: column.width ?? 16 }));
  if (list.columns.length > 0 && list.rows.length > 0) {
    sheet['!autofilter'] = {
      ref: utils.encode_range({ s: { r: 0, c: 0 }, e: { r: list.rows.length, c: list.columns.length - 1 } }),
    };
  }
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, sheetName(list.title));
  const bytes = write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer;
  return new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

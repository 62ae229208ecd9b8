import { dayInZone } from 'shared/lib/days.ts';
import type { PourLogBook } from './pour-log-book.ts';
import type { CellModel } from './sheet-model.ts';

export const header = (titles: readonly string[]): CellModel[] =>
  titles.map((value) => ({ value, bold: true, border: 'medium', fill: '#E3E8E5' }));

export const row = (values: readonly (string | number | undefined)[]): CellModel[] =>
  values.map((value) => ({
    value: value ?? '',
    border: 'thin',
    ...(typeof value === 'number' && { align: 'right' as const }),
  }));

export const nameOf = (book: PourLogBook, id: string | undefined): string | undefined =>
  id === undefined ? undefined : (book.names[id] ?? '?');

export const word = (book: PourLogBook, value: string | undefined): string | undefined =>
  value === undefined ? undefined : (book.words.values[value] ?? value);

/** A wall clock at the site; on another day than the pour's, with its date. */
export function time(book: PourLogBook, instant: string | undefined): string | undefined {
  if (instant === undefined) return undefined;
  const ms = Date.parse(instant);
  const isOtherDay = book.pour.day !== undefined && dayInZone(ms, book.zone) !== book.pour.day;
  return new Intl.DateTimeFormat(book.locale, {
    hour: 'numeric',
    minute: '2-digit',
    ...(isOtherDay && { month: 'short', day: 'numeric' }),
    timeZone: book.zone,
  }).format(ms);
}

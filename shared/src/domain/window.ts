import { addDays, mondayOf } from '../lib/days.ts';
import { collections, type CollectionName } from '../schema/collections.ts';

/**
 * Which documents a device holds. A document's place depends on its own fields and one day, never on another
 * document: the server selects by it (in SQL, from the same data), the device drops by it.
 */

const WEEKS_BACK = 13;
/** Closed projects and people who left stay for a year: 39 weeks before the edge. */
const DAYS_FROM_EDGE_TO_YEAR = 39 * 7;

/** The first day of the window, a Monday. */
export const edgeOf = (today: string): string => addDays(mondayOf(today), -7 * WEEKS_BACK);

/** What is closed and lies before this day has left the window. */
export const yearEdgeOf = (edge: string): string => addDays(edge, -DAYS_FROM_EDGE_TO_YEAR);

/** First and last day of the near phase: this week, the one before and the one after. */
export function nearDays(today: string): { readonly from: string; readonly to: string } {
  const monday = mondayOf(today);
  return { from: addDays(monday, -7), to: addDays(monday, 13) };
}

type Fields = Readonly<Record<string, unknown>>;

const notBefore = (document: Fields, field: string, first: string): boolean => {
  const day = document[field];
  return typeof day !== 'string' || day >= first;
};

const isOpen = (document: Fields, openStatuses: readonly string[]): boolean => {
  const status = document['status'];
  return typeof status !== 'string' || openStatuses.includes(status);
};

/** True for what belongs on a device whose window begins at `edge`. A document without its day always does. */
export function inWindow(collection: CollectionName, document: Fields, edge: string): boolean {
  const { window } = collections[collection];
  switch (window.kind) {
    case 'all':
      return true;
    case 'day':
      return notBefore(document, window.field, edge);
    case 'active':
      return (
        document[window.closedWhen.field] !== window.closedWhen.equals ||
        notBefore(document, window.field, yearEdgeOf(edge))
      );
    case 'open':
      return isOpen(document, window.openStatuses) || notBefore(document, window.field, edge);
  }
}

/** True for what a first pull brings before the rest of the window, so that this week is usable at once. */
export function isNear(collection: CollectionName, document: Fields, today: string): boolean {
  const { near, window } = collections[collection];
  if (!inWindow(collection, document, edgeOf(today))) return false;
  if (near === 'all') return true;
  if (near === 'open') return window.kind === 'open' && isOpen(document, window.openStatuses);
  if (window.kind !== 'day') return false;
  const day = document[window.field];
  const { from, to } = nearDays(today);
  return typeof day === 'string' && day >= from && day <= to;
}

import type { ScheduleWeek } from 'shared/schema/schedule-weeks.ts';
import type { ListInput } from './list-book.ts';
import type { PourLogBook } from './pour-log-book.ts';
import type { WeekBookInput } from './week-book.ts';

/** What the worker is asked for; all of it is data that can be copied between threads. */
export type BookRequest =
  | { readonly kind: 'weeks'; readonly input: WeekBookInput }
  | { readonly kind: 'list'; readonly input: ListInput }
  | { readonly kind: 'pour log'; readonly input: PourLogBook };

/** Some of the documents of a request that follows: thousands in one message would hold up the screen. */
export interface BookPart {
  readonly kind: 'part';
  readonly weeks: readonly ScheduleWeek[];
}

export type BookAnswer = { readonly file: Blob } | { readonly failed: string };

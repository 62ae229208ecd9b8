import { instantOf, isDay } from 'shared/lib/days.ts';
import type { SessionAsk } from 'shared/history/session.ts';

/** What is filled in, as it stands in the address. */
export interface Typed {
  readonly person?: string;
  /** Calendar days and clock times of the office. */
  readonly from?: string;
  readonly fromTime?: string;
  readonly to?: string;
  readonly toTime?: string;
}

const CLOCK = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

const textOf = (value: unknown, is: (text: string) => boolean): string | undefined =>
  typeof value === 'string' && is(value) ? value : undefined;

/** Reads it out of an address; a person's work day where it says nothing of the time. */
export function typedOf(search: Readonly<Record<string, unknown>>): Typed {
  const person = textOf(search['person'], (text) => text !== '');
  const from = textOf(search['from'], isDay);
  const to = textOf(search['to'], isDay);
  const fromTime = textOf(search['fromTime'], (text) => CLOCK.test(text));
  const toTime = textOf(search['toTime'], (text) => CLOCK.test(text));
  return {
    ...(person !== undefined && { person }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(fromTime !== undefined && { fromTime }),
    ...(toTime !== undefined && { toTime }),
  };
}

/** The two moments, or what is wrong with them. */
export function askOf(
  { person, from, fromTime, to, toTime }: Typed,
  zone: string,
): SessionAsk | 'missing' | 'wrongOrder' {
  if (person === undefined || from === undefined || to === undefined) return 'missing';
  if (fromTime === undefined || toTime === undefined) return 'missing';
  const ask = { person, from: instantOf(from, fromTime, zone), to: instantOf(to, toTime, zone) };
  return ask.from < ask.to ? ask : 'wrongOrder';
}

import { useMemo } from 'react';
import { useLanguage, type Language } from './preferences.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' };
export const localeOf = (language: Language): string => LOCALES[language];

const cache = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it. */
function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const found = cache.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options);
  cache.set(key, found);
  return found;
}

const msOf = (at: string | number | Date): number => (typeof at === 'string' ? Date.parse(at) : Number(at));
const part = (parts: readonly Intl.DateTimeFormatPart[], type: string): string =>
  parts.find((one) => one.type === type)?.value.replace(/\.$/, '') ?? '';

export interface Format {
  readonly language: Language;
  /** 2026-11-27 → "Fri Nov 27" · "vie 27 nov" */
  day(day: string): string;
  /** 2026-11-27 → "Friday, Nov 27" · "viernes, 27 nov" */
  longDay(day: string): string;
  /** 2026-11-27 → "Nov 27" · "27 nov" */
  shortDay(day: string): string;
  /** 2026-11-27 → "Nov 27, 2026" */
  fullDay(day: string): string;
  /** 2026-11-27 → "Fri" · "vie" */
  weekday(day: string): string;
  /** 2026-11-27 → "November 2026" */
  month(day: string): string;
  /** An instant in a zone → "6:43 am"; without `meridiem` "6:43". */
  time(at: string | number | Date, zone?: string, options?: { readonly meridiem?: boolean }): string;
  /** An instant in a zone → "Fri Nov 27, 6:43 am" */
  dayTime(at: string | number | Date, zone?: string): string;
  /** The zone's short name at that moment: "CST". */
  zone(at: string | number | Date, zone: string): string;
  /** 1342.5 → "1,342.5"; `digits` fixes the places after the point. */
  number(value: number, digits?: number): string;
}

/** Days are calendar days: they are read and written in UTC so that no zone can shift them. */
const dayMs = (day: string): number => Date.parse(`${day}T12:00:00.000Z`);

export function makeFormat(language: Language): Format {
  const dayParts = (day: string, options: Intl.DateTimeFormatOptions) =>
    formatter(language, { ...options, timeZone: 'UTC' }).formatToParts(dayMs(day));
  const monthDay = (day: string): string => {
    const parts = dayParts(day, { month: 'short', day: 'numeric' });
    return language === 'es'
      ? `${part(parts, 'day')} ${part(parts, 'month')}`
      : `${part(parts, 'month')} ${part(parts, 'day')}`;
  };
  const weekdayOf = (day: string, length: 'short' | 'long'): string =>
    part(dayParts(day, { weekday: length }), 'weekday');
  const inZone = (zone: string | undefined): Intl.DateTimeFormatOptions => (zone ? { timeZone: zone } : {});
  const time: Format['time'] = (at, zone, options) => {
    const parts = formatter(language, {
      hour: 'numeric',
      minute: '2-digit',
      hour12: true,
      ...inZone(zone),
    }).formatToParts(msOf(at));
    const clock = `${part(parts, 'hour')}:${part(parts, 'minute')}`;
    if (options?.meridiem === false) return clock;
    return `${clock} ${/p/i.test(part(parts, 'dayPeriod')) ? 'pm' : 'am'}`;
  };
  const format: Format = {
    language,
    day: (day) => `${weekdayOf(day, 'short')} ${monthDay(day)}`,
    longDay: (day) => `${weekdayOf(day, 'long')}, ${monthDay(day)}`,
    shortDay: monthDay,
    fullDay: (day) => `${monthDay(day)}${language === 'es' ? ' ' : ', '}${day.slice(0, 4)}`,
    weekday: (day) => weekdayOf(day, 'short'),
    month: (day) => `${part(dayParts(day, { month: 'long' }), 'month')} ${day.slice(0, 4)}`,
    time,
    dayTime: (at, zone) => {
      const parts = formatter('en', {
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        ...inZone(zone),
      }).formatToParts(msOf(at));
      const day = `${part(parts, 'year')}-${part(parts, 'month')}-${part(parts, 'day')}`;
      return `${format.day(day)}, ${time(at, zone)}`;
    },
    zone: (at, zone) =>
      part(
        formatter('en', { timeZoneName: 'short', timeZone: zone }).formatToParts(msOf(at)),
        'timeZoneName',
      ),
    number: (value, digits) =>
      value.toLocaleString(
        localeOf(language),
        digits === undefined
          ? { maximumFractionDigits: 2 }
          : { minimumFractionDigits: digits, maximumFractionDigits: digits },
      ),
  };
  return format;
}

export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => makeFormat(language), [language]);
}

import { addDays, clockInZone, dayInZone, instantOf } from '../../lib/days.ts';
import { compareText } from '../../lib/text-order.ts';

/** Hours that a written time may mean: with am or pm, from 13 up and with a leading zero there is no choice. */
function hoursMeant(hour: number, written: string, meridiem: string | undefined): number[] {
  if (meridiem !== undefined) return hour > 12 ? [] : [(hour % 12) + (meridiem === 'p' ? 12 : 0)];
  if (hour > 12 || hour === 0 || written.startsWith('0')) return [hour];
  return [hour % 12, (hour % 12) + 12];
}

/**
 * A time as people write it with few keys ("643", "6:43", "6 43 pm", "18:43") as an instant at the site: of all
 * moments that it can mean, the one nearest to `nearMs`. So 11:55 typed at 00:10 is last night's.
 */
export function readClock(text: string, nearMs: number, zone: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(?:([ap])\.?m?\.?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, written = '', minutes = '00', meridiem] = match;
  if (Number(written) > 23 || Number(minutes) > 59) return undefined;
  const today = dayInZone(nearMs, zone);
  const moments = hoursMeant(Number(written), written, meridiem?.toLowerCase()).flatMap((hour) =>
    [-1, 0, 1].map((shift) =>
      instantOf(addDays(today, shift), `${String(hour).padStart(2, '0')}:${minutes}`, zone),
    ),
  );
  const distance = (instant: string): number => Math.abs(Date.parse(instant) - nearMs);
  return moments.toSorted((a, b) => distance(a) - distance(b) || compareText(a, b))[0];
}

/** The same time as it stands in a field: twelve hours, no am or pm, as everybody on the site says it. */
export function writeClock(instant: string, zone: string): string {
  const [hour = '0', minute = '00'] = clockInZone(Date.parse(instant), zone).split(':');
  return `${Number(hour) % 12 || 12}:${minute}`;
}

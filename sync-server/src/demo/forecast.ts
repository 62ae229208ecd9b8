import { dayKeyOf } from 'shared/lib/days.ts';
import type { Company } from './company.ts';
import { randomFor } from './random.ts';

/** Weather as it was or is said to be at a site around the start of a pour. */
export interface Forecast {
  readonly airF: number;
  readonly rhPct: number;
  readonly windMph: number;
  readonly rainPct: number;
  readonly sky: string;
}

/** Monthly middle of the early morning around Dallas, °F. */
const MORNING_F = [38, 42, 50, 57, 66, 73, 77, 77, 70, 59, 48, 41];

/** The weekday of a week on which it rains, 0 for Monday: about one working day in seven stays wet enough to matter. */
export function rainyDay(company: Company, week: number): number {
  const drawn = randomFor(`rain ${company.size} ${week}`).int(0, 4);
  const todayAt = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(dayKeyOf(company.today));
  return week === 0 && drawn >= todayAt ? Math.max(0, todayAt - 1) : drawn;
}

export function forecastFor(day: string, rainy: boolean): Forecast {
  const random = randomFor(`weather ${day}`);
  const month = Number(day.slice(5, 7)) - 1;
  return {
    airF: Math.round((MORNING_F[month] ?? 55) + random.around(0, 9)),
    rhPct: rainy ? random.int(82, 97) : random.int(45, 80),
    windMph: random.int(3, rainy ? 22 : 15),
    rainPct: rainy ? random.int(55, 90) : random.int(0, 30),
    sky: rainy ? 'rain' : random.pick(['clear', 'clear', 'few clouds', 'overcast']),
  };
}

export const forecastText = ({ airF, windMph, rainPct }: Forecast): string =>
  `Rain ${rainPct} %, ${airF} °F at the start, wind ${windMph} mph`;
